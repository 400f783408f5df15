import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";

/** A database records the SHA-256 of each migration: a file that changes, if only in a comment, locks its database out. */
const RELEASED = {
  "0000_tables": "6cbd29096fe6573bf68ee90c0d18d3c506d6a6d43c641b38e9e58eacb9a1b626",
  "0001_rules": "2bbb2b15c43dce0bc9214237de58dd63dd5e00466aace223ef58f72af31ab80e",
  "0002_offers": "dae65f115345c0a965285ca93b6ac44ece4b28d18073832a75e9e6394f429a85",
  "0003_offers_notify": "b1d60406fbcec8487148a40c36d37d171279096ab72d7527bdd8391d143a7a3f",
  "0004_hours_asked": "d049a490ea6d5fc4f5d2c28192a60a59c4e6d46cae14d7c867a4dab29b14188c",
  "0005_event_batches": "993d70d7a56d96a1445d36a31b9fe05336e9f940e7bc59c17d8cd2aa78d145c0",
  "0006_offers_at_the_desk": "ba8bfe4cfc411d0574431e3c1d4a6abb2472933277908d0f78faefc7de9ff69f",
  "0007_working_days": "c25fe0efb3fb5e5290587cea35f06d17d9f6e7d3e0d3da3fb547923de17a399d",
  "0008_callers": "01ea4d2822626d2447e5e9d1f3b01d74a45c2431f5808fac933893a93e359317",
  "0009_messengers": "c2249d9e0b89009ab13719bf5df2c4a2b7e9514f36a15c1baaa596ec9dd462ca",
  "0010_deliveries": "703d11d91deb164899e2f91099f1687046fe99bc8dcc30ac410a07ea733654fe",
  "0011_answers": "985c122807587e69cab34dd1303e72e5c2139dceb3c5d074ac610b9e27252a79",
  "0012_hours_of_services": "2d05358a9a7e68421e3e956b527af5559363ed06796f11eae6d059b7e9857b0c",
  "0013_contact_beside": "645a6d6fb1ed39d217543d3ea4de0503a6ad2a8aa557085da2b8cbd5c125bcd7",
  "0014_about": "3c5defdc8cceda07b449368b6b453625bbc2484ae6777d94b5fa8bffe5b2435d",
  "0015_channel_notices": "ddd2ac051f3e38087aa5454837da0832f773f9685b0f2562accab820a365eb97",
  "0016_timetable_changes": "823c502983ed3861a15ccb30ffd8b7054c7549f2a05a9f99205304143afd526c",
  "0017_documents": "23c717af576847cb97cfdf6f4313b3dc816dd7298ab6d2f9203c8f3669d7e8d9",
  "0018_documents_kept": "6d71207c6f9b2840ac9d791f81210b4b17e86976ae294e5ce767181e232a0a61",
};

it("a migration that databases may have recorded never changes", () => {
  const files = readdirSync("drizzle").filter((file) => file.endsWith(".sql"));
  const hashes = files.map((file) => [
    path.basename(file, ".sql"),
    createHash("sha256")
      .update(readFileSync(path.join("drizzle", file)))
      .digest("hex"),
  ]);
  expect(Object.fromEntries(hashes)).toEqual(RELEASED);
});
