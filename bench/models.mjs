// Models that racespec and the peers have in common, step for step, and the counts that all have to agree on.
// Out: `MODELS`. `set`: the constants of one size (-DN=… for Spin, NVAL for rumur); `ids`: the constant that says how many
// interchangeable identities there are. Counts are Spin's and rumur's.
// Not here: the models themselves (specs/, peers/).

/** `peers: false`: too large to wait for by default, see --all-peers. `quick`: also part of --quick. */
export const MODELS = [
  {
    name: "two-phase-commit",
    ids: "N",
    sizes: [
      { set: { N: 3 }, distinct: 288, orbits: 80, tiny: true },
      { set: { N: 7 }, distinct: 296_448, rules: 2_744_705, orbits: 920, quick: true },
      { set: { N: 8 }, distinct: 1_745_408, orbits: 1461 },
      { set: { N: 9 }, distinct: 10_340_352, rules: 123_558_401, orbits: 2232 },
      { set: { N: 10 }, distinct: 61_515_776, rules: 817_760_257, orbits: 3300, peers: false },
    ],
  },
  {
    name: "filter",
    ids: "N",
    sizes: [
      { set: { N: 3 }, distinct: 894, tiny: true },
      { set: { N: 4 }, distinct: 18_165, rules: 54_064, orbits: 969, quick: true },
      { set: { N: 5 }, distinct: 409_308, rules: 1_431_660, orbits: 4740 },
      { set: { N: 6 }, distinct: 10_187_487, rules: 40_976_544, orbits: 21_412 },
    ],
  },
  {
    name: "philosophers",
    ids: null,
    sizes: [
      { set: { N: 4 }, distinct: 320, rules: 1060, tiny: true },
      { set: { N: 8 }, distinct: 125_440, rules: 837_904, quick: true },
      { set: { N: 10 }, distinct: 2_483_456, rules: 20_769_696 },
      { set: { N: 11 }, distinct: 11_050_112, rules: 101_716_000 },
    ],
  },
  {
    name: "mcs",
    ids: "N",
    sizes: [
      { set: { N: 3 }, distinct: 1674, rules: 4332, orbits: 297, tiny: true },
      { set: { N: 4 }, distinct: 37_789, rules: 130_192, orbits: 1759, quick: true },
      { set: { N: 5 }, distinct: 1_033_348, rules: 4_463_560, orbits: 10_074 },
      { set: { N: 6 }, distinct: 33_425_379, rules: 173_990_664 },
    ],
  },
  {
    name: "writeback",
    ids: "W",
    sizes: [
      { set: { N: 2, W: 2, M: 2 }, distinct: 27_920, rules: 111_856, orbits: 17_040, tiny: true },
      { set: { N: 2, W: 2, M: 3 }, distinct: 194_166, rules: 797_688, orbits: 117_432, quick: true },
      { set: { N: 3, W: 2, M: 2 }, distinct: 3_059_232, rules: 16_973_280, orbits: 1_667_616 },
      { set: { N: 3, W: 3, M: 2 }, distinct: 6_865_440, rules: 40_740_960, orbits: 1_765_920 },
      { set: { N: 3, W: 1, M: 3 }, distinct: 18_674_874, rules: 94_346_775 },
    ],
  },
];
