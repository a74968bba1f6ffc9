-- Page writeback: W writers, a flusher, a disk and a reclaimer over N pages, same steps as spin/writeback.pml
const N: NVAL;
      W: WVAL;
      M: MVAL;
type P: 0..N-1;
     WR: SYMTYPE;
     V: 0..M-1;
var locked: array[P] of boolean;
    dirty: array[P] of boolean;
    writeback: array[P] of boolean;
    resident: array[P] of boolean;
    memory: array[P] of V;
    flight: array[P] of V;
    disk: array[P] of V;
    wpc: array[WR] of 0..2;
    wpage: array[WR] of P;     -- undefined where it is dead
    fpc: 0..2;
    fpage: P;
    rpc: 0..2;
    rpage: P;                  -- undefined where it is dead
startstate begin
  for p: P do
    locked[p] := false; dirty[p] := false; writeback[p] := false; resident[p] := false;
    memory[p] := 0; flight[p] := 0; disk[p] := 0;
  endfor;
  for w: WR do wpc[w] := 0; undefine wpage[w]; endfor;
  fpc := 0; fpage := 0; rpc := 0; undefine rpage;
end;
ruleset w: WR do
  ruleset p: P do
    rule "writer locks" wpc[w] = 0 & !locked[p] ==> begin locked[p] := true; wpage[w] := p; wpc[w] := 1; end;
  end;
  rule "writer writes" wpc[w] = 1 ==> begin
    if resident[wpage[w]] then memory[wpage[w]] := (memory[wpage[w]] + 1) % M;
    else memory[wpage[w]] := (disk[wpage[w]] + 1) % M; endif;
    resident[wpage[w]] := true; dirty[wpage[w]] := true; wpc[w] := 2;
  end;
  rule "writer unlocks" wpc[w] = 2 ==> begin locked[wpage[w]] := false; undefine wpage[w]; wpc[w] := 0; end;
end;
rule "flusher passes" fpc = 0 & !dirty[fpage] ==> begin fpage := (fpage + 1) % N; end;
rule "flusher locks" fpc = 0 & dirty[fpage] & !locked[fpage] ==> begin locked[fpage] := true; fpc := 1; end;
rule "flusher submits" fpc = 1 & !writeback[fpage] ==> begin
  dirty[fpage] := false; writeback[fpage] := true; flight[fpage] := memory[fpage]; fpc := 2;
end;
rule "flusher unlocks" fpc = 2 ==> begin locked[fpage] := false; fpage := (fpage + 1) % N; fpc := 0; end;
ruleset p: P do
  rule "disk finishes" writeback[p] ==> begin disk[p] := flight[p]; flight[p] := 0; writeback[p] := false; end;
  rule "reclaimer locks" rpc = 0 & !locked[p] ==> begin locked[p] := true; rpage := p; rpc := 1; end;
end;
rule "reclaimer evicts" rpc = 1 ==> begin
  if resident[rpage] & !dirty[rpage] & !writeback[rpage] then resident[rpage] := false; memory[rpage] := 0; endif;
  rpc := 2;
end;
rule "reclaimer unlocks" rpc = 2 ==> begin locked[rpage] := false; undefine rpage; rpc := 0; end;
invariant "clean is same"
  forall p: P do !resident[p] | dirty[p] | writeback[p] | memory[p] = disk[p] endforall;
