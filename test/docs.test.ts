// What the documentation shows is true: every snippet compiles (or is refused, where it says so), every quoted output is
// what the command prints, every link and every code leads somewhere. UPDATE=1 renews quoted outputs; the diff is the review.
// How a page says what a block is: docs/pages.ts. Not here: docs/errors/, whose pages have a test of their own.
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { checkPage } from "./docs/pages.ts";
import { repository } from "./docs/workspace.ts";

const place = (path: string): URL => new URL(`../${path}`, import.meta.url);
const listed = (folder: string): readonly string[] =>
  readdirSync(place(folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => `${folder}/${name}`);

const quoting = ["README.md", "docs/tutorial.md", "docs/language.md", "docs/from-tla.md"];
const pages = ["README.md", "CHANGELOG.md", "CONTRIBUTING.md", ...listed("docs")]
  .filter((page) => !page.startsWith("docs/errors/"))
  .sort();

const renew = Boolean(process.env.UPDATE);

describe("snippets and outputs", () => {
  for (const page of quoting)
    it(page, async () => {
      const { problems, renewed } = await checkPage(repository(page), renew);
      if (renew && renewed !== repository(page)) writeFileSync(place(page), renewed);
      expect(problems).toEqual([]);
    }, 60_000);
});

describe("links and codes", () => {
  const known: readonly string[] = readdirSync(place("ir/codes")).flatMap(
    (file) => repository(`ir/codes/${file}`).match(/SPEC\d{4}/g) ?? [],
  );

  it("docs/language.md names every code about a spec", () => {
    const named: readonly string[] = repository("docs/language.md").match(/SPEC\d{4}/g) ?? [];
    // SPEC1001 is the command's business: it looks before it reads.
    expect(known.filter((code) => /^SPEC[1-6]/.test(code) && code !== "SPEC1001" && !named.includes(code))).toEqual([]);
  });

  for (const page of pages)
    it(page, () => {
      const prose = repository(page).replace(/^```[\s\S]*?^```/gm, "");
      const folder = page.includes("/") ? page.slice(0, page.lastIndexOf("/") + 1) : "";
      const broken = [...prose.matchAll(/\]\(([^)#:]+)(#[^)]*)?\)/g)]
        .map(([, path = ""]) => path)
        .filter((path) => !existsSync(new URL(path, place(`${folder}x`))));
      const anchors = [...prose.matchAll(/\]\(#([^)]*)\)/g)]
        .map(([, anchor = ""]) => anchor)
        .filter((anchor) => !headings(prose).includes(anchor));
      const named = [...prose.matchAll(/`(specs\/[a-z-]+\.race\.ts|docs\/[a-z-]+\.md)`/g)]
        .map(([, path = ""]) => path)
        .filter((path) => !path.includes("lease") && !existsSync(place(path)));
      const codes = (prose.match(/SPEC\d{4}/g) ?? []).filter((code) => !known.includes(code));
      expect({ broken, anchors, named, codes }).toEqual({ broken: [], anchors: [], named: [], codes: [] });
    });
});

const headings = (page: string): readonly string[] =>
  [...page.matchAll(/^#+ (.*)$/gm)].map(([, title = ""]) =>
    title
      .toLowerCase()
      .replace(/[^\w\s-]/g, "")
      .trim()
      .replace(/\s/g, "-"),
  );
