import { useQuery } from "@tanstack/react-query";
import { Loaded } from "../parts/Loaded";
import { tenantQuery } from "../queries";
import { CompanyForm } from "./CompanyForm";
import { LogoCard } from "./LogoCard";

/** The company itself: logo, name, colour, time zone, who sees what, how long a session lasts. */
export function Page() {
  const tenant = useQuery(tenantQuery);
  return (
    <Loaded query={tenant}>
      {(settings) => (
        <>
          <LogoCard settings={settings} />
          <CompanyForm settings={settings} />
        </>
      )}
    </Loaded>
  );
}
