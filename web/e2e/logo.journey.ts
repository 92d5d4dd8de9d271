import type { Page } from "playwright-core";
import { expect } from "vitest";
import { expectAccessible } from "./axe";
import { journeys, signIn } from "./journey";
import { addPerson } from "./server";
import { OWNER } from "./world";

/** A picture of two by two pixels. */
const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEElEQVR4nGMQyYsCIgYIBQAXBgNx/PEx4AAAAABJRU5ErkJggg==",
  "base64",
);
const SVG = Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>");

const railLogo = (page: Page) =>
  page.getByRole("navigation", { name: "Seções" }).first().locator("img");

journeys(
  "the company's logo",
  {
    async "it is given, seen by a colleague at once, and removed"({ world, page, anotherPage }) {
      const ana = await addPerson(world, "ana@shop.example", "Ana", "agent");
      const hers = await anotherPage();
      await signIn(hers, ana);
      await signIn(page, OWNER, "/settings/company");
      const file = page.locator("input[type=file]");
      await file.setInputFiles({ name: "logo.svg", mimeType: "image/svg+xml", buffer: SVG });
      await page.getByText("Este arquivo não é uma imagem PNG, JPEG ou WebP.").waitFor();
      await file.setInputFiles({ name: "logo.png", mimeType: "image/png", buffer: SVG });
      await page.getByText("O arquivo não é uma imagem do tipo informado.").waitFor();
      await expectAccessible(page);
      await file.setInputFiles({ name: "logo.png", mimeType: "image/png", buffer: PNG });
      await page.getByText("Logotipo salvo").waitFor();
      for (const one of [page, hers]) {
        await railLogo(one).waitFor();
        const width = () => railLogo(one).evaluate((img: HTMLImageElement) => img.naturalWidth);
        await expect.poll(width).toBe(2);
      }
      await expectAccessible(page);
      await hers.reload();
      await railLogo(hers).waitFor();

      await page.getByRole("button", { name: "Remover logotipo" }).click();
      const dialog = page.getByRole("dialog", { name: "Remover o logotipo?" });
      await dialog.waitFor();
      await expectAccessible(page);
      await dialog.getByRole("button", { name: "Remover logotipo" }).click();
      for (const one of [page, hers]) await railLogo(one).waitFor({ state: "detached" });
    },
  },
  { viewport: { width: 1440, height: 900 } },
);
