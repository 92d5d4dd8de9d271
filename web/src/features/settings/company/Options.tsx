interface Option {
  id: string;
  title: string;
  text: string;
}

interface OptionsProps {
  name: string;
  label: string;
  options: readonly Option[];
  value: string;
  onValue: (id: string) => void;
  isOff?: ((id: string) => boolean) | undefined;
}

/** One of a few, each with a sentence. */
export function Options({ name, label, options, value, onValue, isOff }: OptionsProps) {
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="sr-only">{label}</legend>
      {options.map(({ id, title, text }) => (
        <label
          key={id}
          className="flex cursor-pointer items-start gap-3 rounded border border-line-strong px-3 py-2 text-sm has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-ring has-disabled:cursor-default has-disabled:border-line"
        >
          <input
            type="radio"
            name={name}
            checked={id === value}
            disabled={isOff?.(id) ?? false}
            onChange={() => onValue(id)}
            className="mt-0.5 size-4 flex-none accent-accent"
          />
          <span>
            <b className="font-semibold">{title}</b>
            <span className="block text-xs text-fg-2">{text}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
