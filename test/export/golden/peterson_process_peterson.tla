-------------------- MODULE peterson_process_peterson --------------------
(*
  Model peterson of peterson-process.race.ts, written by racespec.
  Peterson's lock.
    GIVE_WAY = "after"
*)
EXTENDS Integers, Sequences, FiniteSets, Bags, TLC

\* Model values: they are equal to nothing but themselves.
CONSTANTS null, undefined, Thread_0, Thread_1

Thread == {Thread_0, Thread_1}

VARIABLES wants, last, thread_at

vars == <<wants, last, thread_at>>

\* What racespec checks of every state: ranges of types.
TypeOK ==
  /\ wants \in [Thread -> BOOLEAN]
  /\ last \in (Thread \cup {null})
  /\ thread_at \in [Thread -> ({"announce", "give_way", "read_wants", "read_last", "critical", null} \cup {undefined})]

Init ==
  /\ wants = [k \in Thread |-> FALSE]
  /\ last = null
  /\ thread_at = [[k_2 \in Thread |-> undefined] EXCEPT ![Thread_0] = "announce", ![Thread_1] = "announce"]

\* says that it wants to enter
thread_announce(self) ==
  /\ (thread_at[self] = "announce")
  /\ wants' = [wants EXCEPT ![self] = TRUE]
  /\ thread_at' = [thread_at EXCEPT ![self] = "give_way"]
  /\ UNCHANGED last

\* lets the other go first
thread_give_way(self) ==
  /\ (thread_at[self] = "give_way")
  /\ last' = self
  /\ thread_at' = [thread_at EXCEPT ![self] = "read_wants"]
  /\ UNCHANGED wants

\* does the other want to enter?
thread_read_wants(self) ==
  /\ (thread_at[self] = "read_wants")
  /\ IF (\A t \in Thread : ((t = self) \/ ~(wants[t])))
       THEN /\ thread_at' = [thread_at EXCEPT ![self] = "critical"]
            /\ UNCHANGED <<wants, last>>
       ELSE /\ thread_at' = [thread_at EXCEPT ![self] = "read_last"]
            /\ UNCHANGED <<wants, last>>

\* was the other the last to give way?
thread_read_last(self) ==
  /\ (thread_at[self] = "read_last")
  /\ IF (last # self)
       THEN /\ thread_at' = [thread_at EXCEPT ![self] = "critical"]
            /\ UNCHANGED <<wants, last>>
       ELSE /\ thread_at' = [thread_at EXCEPT ![self] = "read_wants"]
            /\ UNCHANGED <<wants, last>>

\* leaves the critical section
thread_critical(self) ==
  /\ (thread_at[self] = "critical")
  /\ wants' = [wants EXCEPT ![self] = FALSE]
  /\ thread_at' = [thread_at EXCEPT ![self] = "announce"]
  /\ UNCHANGED last

Next ==
  \/ \E self \in Thread : thread_announce(self)
  \/ \E self \in Thread : thread_give_way(self)
  \/ \E self \in Thread : thread_read_wants(self)
  \/ \E self \in Thread : thread_read_last(self)
  \/ \E self \in Thread : thread_critical(self)

Spec == Init /\ [][Next]_vars

\* Never are both threads in the critical section.
mutualExclusion == ~((\A t \in Thread : (thread_at[t] = "critical")))

============================================================
