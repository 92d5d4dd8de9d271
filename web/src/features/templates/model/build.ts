import type { Template } from "@/api/types";
import { fieldsOf, type TemplateField, type Values } from "./fields";
import { type Parts, partsOf } from "./template";

type Json = Record<string, unknown>;

/** Meta's object for a message that is this template, filled in. */
export function messageOf(template: Template, values: Values): Json {
  const components = [
    ...headerComponent(template, values),
    ...bodyComponent(template, values),
    ...buttonComponents(template, values),
  ];
  return {
    name: template.name,
    language: { code: template.language },
    ...(components.length > 0 && { components }),
  };
}

function headerComponent(template: Template, values: Values): Json[] {
  const { header } = partsOf(template);
  if (header === null) return [];
  const fields = fieldsAt(template, "header");
  if (fields.length === 0) return [];
  const parameters =
    header.format === "text"
      ? fields.map((field) => textParameter(template, field, values))
      : [fileParameter(header.format, values)];
  return [{ type: "header", parameters }];
}

function fileParameter(format: NonNullable<Parts["header"]>["format"], values: Values): Json {
  const given = (name: string) => (values[`header.${name}`] ?? "").trim();
  if (format === "location") {
    return {
      type: "location",
      location: {
        latitude: given("latitude").replace(",", "."),
        longitude: given("longitude").replace(",", "."),
        name: given("name"),
        address: given("address"),
      },
    };
  }
  const fileName = given("fileName");
  const file = { link: given("link"), ...(fileName !== "" && { filename: fileName }) };
  return { type: format, [format]: file };
}

function bodyComponent(template: Template, values: Values): Json[] {
  const fields = fieldsAt(template, "body");
  if (fields.length === 0) return [];
  const parameters = fields.map((field) => textParameter(template, field, values));
  return [{ type: "body", parameters }];
}

function textParameter(template: Template, { key, name }: TemplateField, values: Values): Json {
  const named = template.parameterFormat === "named" || !/^\d+$/u.test(name);
  return {
    type: "text",
    ...(named && { parameter_name: name }),
    text: (values[key] ?? "").trim(),
  };
}

function buttonComponents(template: Template, values: Values): Json[] {
  return fieldsAt(template, "button").map(({ key, kind }) => {
    const value = (values[key] ?? "").trim();
    const index = key.slice("button.".length);
    return kind === "code"
      ? {
          type: "button",
          sub_type: "copy_code",
          index,
          parameters: [{ type: "coupon_code", coupon_code: value }],
        }
      : { type: "button", sub_type: "url", index, parameters: [{ type: "text", text: value }] };
  });
}

/** In the order in which Meta counts them: by number where they are numbers. */
function fieldsAt(template: Template, where: TemplateField["where"]): TemplateField[] {
  const fields = fieldsOf(template).filter((field) => field.where === where);
  if (where === "button" || !fields.every(({ name }) => /^\d+$/u.test(name))) return fields;
  return fields.toSorted((one, other) => Number(one.name) - Number(other.name));
}
