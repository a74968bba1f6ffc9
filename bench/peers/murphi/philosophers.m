-- A ring of philosophers, the last of whom takes his forks the other way round, same steps as spin/philosophers.pml
const N: NVAL;
type P: 0..N-1;
var pc: array[P] of 0..4;
    taken: array[P] of boolean;
function first(p: P): P; begin if p = N-1 then return 0; else return p; endif; end;
function second(p: P): P; begin if p = N-1 then return N-1; else return p + 1; endif; end;
startstate begin
  for p: P do pc[p] := 0; taken[p] := false; endfor;
end;
ruleset p: P do
  rule "hungry" pc[p] = 0 ==> begin pc[p] := 1; end;
  rule "take first" pc[p] = 1 & !taken[first(p)] ==> begin taken[first(p)] := true; pc[p] := 2; end;
  rule "take second" pc[p] = 2 & !taken[second(p)] ==> begin taken[second(p)] := true; pc[p] := 3; end;
  rule "lay second" pc[p] = 3 ==> begin taken[second(p)] := false; pc[p] := 4; end;
  rule "lay first" pc[p] = 4 ==> begin taken[first(p)] := false; pc[p] := 0; end;
end;
invariant "neighbours" forall p: P do pc[p] != 3 | pc[(p + 1) % N] != 3 endforall;
