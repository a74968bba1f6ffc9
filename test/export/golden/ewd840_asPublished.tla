-------------------- MODULE ewd840_asPublished --------------------
(*
  Model asPublished of ewd840.race.ts, written by racespec.
    N = 3
*)
EXTENDS Integers, Sequences, FiniteSets, Bags, TLC

\* Model values: they are equal to nothing but themselves.
CONSTANTS null, undefined

VARIABLES active, color, tpos, tcolor

vars == <<active, color, tpos, tcolor>>

\* What racespec checks of every state: ranges of types.
TypeOK ==
  /\ active \in [0..2 -> BOOLEAN]
  /\ color \in [0..2 -> {"white", "black"}]
  /\ tpos \in 0..2
  /\ tcolor \in {"white", "black"}

Init ==
  /\ \E picked_3 \in 0..2 :
       /\ active = [k \in 0..2 |-> (\E picked \in BOOLEAN : picked)]
       /\ color = [k_2 \in 0..2 |-> (\E picked_2 \in {"white", "black"} : picked_2)]
       /\ tpos = picked_3
       /\ tcolor = "black"

\* Node 0 sends a white token round, since the last round told nothing.
initiateProbe ==
  /\ \E picked \in {"token is black", "node is black"} :
       /\ ((tpos = 0) /\ ((IF (picked = "token is black") THEN tcolor ELSE color[0]) = "black"))
       /\ color' = [color EXCEPT ![0] = "white"]
       /\ tpos' = 2
       /\ tcolor' = "white"
       /\ UNCHANGED active

\* A node hands the token on: it is passive, or this round tells nothing anyway.
passToken(i) ==
  /\ ((tpos = i) /\ (i # 0))
  /\ \E picked \in {"passive", "node is black", "token is black"} :
       /\ (IF (picked = "passive") THEN ~(active[i]) ELSE ((IF (picked = "node is black") THEN color[i] ELSE tcolor) = "black"))
       /\ color' = [color EXCEPT ![i] = "white"]
       /\ tpos' = (i - 1)
       /\ tcolor' = IF (color[i] = "black") THEN "black" ELSE tcolor
       /\ UNCHANGED active

\* A node wakes another one.
sendMsg(i, j) ==
  /\ (active[i] /\ (j # i))
  /\ active' = [active EXCEPT ![j] = TRUE]
  /\ color' = IF (j > i) THEN [color EXCEPT ![i] = "black"] ELSE color
  /\ UNCHANGED <<tpos, tcolor>>

\* A node becomes passive.
deactivate(i) ==
  /\ active[i]
  /\ active' = [active EXCEPT ![i] = FALSE]
  /\ UNCHANGED <<color, tpos, tcolor>>

Next ==
  \/ initiateProbe
  \/ \E i \in 0..2 : passToken(i)
  \/ \E i \in 0..2, j \in 0..2 : sendMsg(i, j)
  \/ \E i \in 0..2 : deactivate(i)

Spec == Init /\ [][Next]_vars
  /\ WF_vars((initiateProbe) \/ (\E i \in 0..2 : passToken(i)))

\* If termination is detected, all have terminated.
terminationDetection == (~(((((tpos = 0) /\ (tcolor = "white")) /\ (color[0] = "white")) /\ ~(active[0]))) \/ (\A i \in 0..2 : ~(active[i])))

\* Dijkstra's invariant.
inv == (((\A i \in 0..2 : ((i <= tpos) \/ ~(active[i]))) \/ (\E j \in 0..2 : ((j <= tpos) /\ (color[j] = "black")))) \/ (tcolor = "black"))

\* It is noticed at some time that all have terminated.
liveness == ((\A i \in 0..2 : ~(active[i]))) ~> (((((tpos = 0) /\ (tcolor = "white")) /\ (color[0] = "white")) /\ ~(active[0])))

\* Not here: isDetection, which refines another specification.

============================================================
