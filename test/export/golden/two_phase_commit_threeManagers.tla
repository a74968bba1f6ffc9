-------------------- MODULE two_phase_commit_threeManagers --------------------
(*
  Model threeManagers of two-phase-commit.race.ts, written by racespec.
  One state stands for all that differ only in which manager is which.
    RMS = 3
*)
EXTENDS Integers, Sequences, FiniteSets, Bags, TLC

\* Model values: they are equal to nothing but themselves.
CONSTANTS null, undefined, Rm_0, Rm_1, Rm_2

Rm == {Rm_0, Rm_1, Rm_2}

VARIABLES rm, tm, tmPrepared, messages

vars == <<rm, tm, tmPrepared, messages>>

\* What racespec checks of every state: ranges of types.
TypeOK ==
  /\ rm \in [Rm -> {"working", "prepared", "committed", "aborted"}]
  /\ tm \in {"init", "committed", "aborted"}
  /\ tmPrepared \in SUBSET Rm
  /\ messages \in [prepared: SUBSET Rm, commit: BOOLEAN, abort: BOOLEAN]

Init ==
  /\ rm = [k \in Rm |-> "working"]
  /\ tm = "init"
  /\ tmPrepared = {}
  /\ messages = [prepared |-> {}, commit |-> FALSE, abort |-> FALSE]

\* The transaction manager hears that a resource manager is prepared.
tmReceivePrepared(r) ==
  /\ ((tm = "init") /\ (r \in messages.prepared))
  /\ tmPrepared' = tmPrepared \cup {r}
  /\ UNCHANGED <<rm, tm, messages>>

\* The transaction manager commits: everybody is prepared.
tmCommit ==
  /\ ((tm = "init") /\ (\A r \in Rm : (r \in tmPrepared)))
  /\ tm' = "committed"
  /\ messages' = [messages EXCEPT !.commit = TRUE]
  /\ UNCHANGED <<rm, tmPrepared>>

\* The transaction manager gives up, whenever it likes.
tmAbort ==
  /\ (tm = "init")
  /\ tm' = "aborted"
  /\ messages' = [messages EXCEPT !.abort = TRUE]
  /\ UNCHANGED <<rm, tmPrepared>>

\* A resource manager is prepared, says so, and can no longer decide alone.
rmPrepare(r) ==
  /\ (rm[r] = "working")
  /\ rm' = [rm EXCEPT ![r] = "prepared"]
  /\ messages' = [messages EXCEPT !.prepared = messages.prepared \cup {r}]
  /\ UNCHANGED <<tm, tmPrepared>>

\* A resource manager that has promised nothing gives up.
rmChooseToAbort(r) ==
  /\ (rm[r] = "working")
  /\ rm' = [rm EXCEPT ![r] = "aborted"]
  /\ UNCHANGED <<tm, tmPrepared, messages>>

\* A resource manager hears that all commit.
rmReceiveCommit(r) ==
  /\ messages.commit
  /\ rm' = [rm EXCEPT ![r] = "committed"]
  /\ UNCHANGED <<tm, tmPrepared, messages>>

\* A resource manager hears that all abort.
rmReceiveAbort(r) ==
  /\ messages.abort
  /\ rm' = [rm EXCEPT ![r] = "aborted"]
  /\ UNCHANGED <<tm, tmPrepared, messages>>

Next ==
  \/ \E r \in Rm : tmReceivePrepared(r)
  \/ tmCommit
  \/ tmAbort
  \/ \E r \in Rm : rmPrepare(r)
  \/ \E r \in Rm : rmChooseToAbort(r)
  \/ \E r \in Rm : rmReceiveCommit(r)
  \/ \E r \in Rm : rmReceiveAbort(r)

Spec == Init /\ [][Next]_vars

\* Never has one resource manager committed and another one aborted.
consistent == (\A a \in Rm, b \in Rm : ~(((rm[a] = "committed") /\ (rm[b] = "aborted"))))

============================================================
