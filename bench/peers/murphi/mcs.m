-- The queue lock of Mellor-Crummey and Scott, same steps as spin/mcs.pml; undefined is nobody
const N: NVAL;
type T: SYMTYPE;
     PC: enum { init, swap, link, spin, cs, cas, waitnext, wake };
var pc: array[T] of PC;
    pred: array[T] of T;     -- local, undefined where it is dead
    next: array[T] of T;
    locked: array[T] of boolean;
    tail: T;
startstate begin
  for t: T do pc[t] := init; undefine pred[t]; undefine next[t]; locked[t] := false; endfor;
  undefine tail;
end;
ruleset t: T do
  rule "init" pc[t] = init ==> begin undefine next[t]; locked[t] := true; pc[t] := swap; end;
  rule "swap" pc[t] = swap ==> begin
    if isundefined(tail) then pc[t] := cs; else pred[t] := tail; pc[t] := link; endif;
    tail := t;
  end;
  rule "link" pc[t] = link ==> begin next[pred[t]] := t; undefine pred[t]; pc[t] := spin; end;
  rule "spin" pc[t] = spin & !locked[t] ==> begin pc[t] := cs; end;
  rule "cs" pc[t] = cs ==> begin if isundefined(next[t]) then pc[t] := cas; else pc[t] := wake; endif; end;
  rule "cas" pc[t] = cas ==> begin
    if tail = t then undefine tail; pc[t] := init; else pc[t] := waitnext; endif;
  end;
  rule "waitnext" pc[t] = waitnext & !isundefined(next[t]) ==> begin pc[t] := wake; end;
  rule "wake" pc[t] = wake ==> begin locked[next[t]] := false; pc[t] := init; end;
end;
invariant "mutex"
  forall a: T do forall b: T do
    a = b | !(pc[a] = cs | pc[a] = cas | pc[a] = waitnext | pc[a] = wake) | !(pc[b] = cs | pc[b] = cas | pc[b] = waitnext | pc[b] = wake)
  endforall endforall;
