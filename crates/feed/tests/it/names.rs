//! Names from capitals and cut words.

use feed::nse::files::tidy;

#[test]
fn names_are_written_as_people_write_them() {
    let cases = [
        ("RELIANCE INDUSTRIES LTD", "Reliance Industries Ltd"),
        ("KAKATIYA CEM SUGAR &IND L", "Kakatiya Cem Sugar & Ind Ltd"),
        ("DIGISPICE TECHNOLOGIES LT", "Digispice Technologies Ltd"),
        ("R. S. SOFTWARE (INDIA) LI", "R. S. Software (India) Ltd"),
        ("TOKYO PLAST  INTL LTD.", "Tokyo Plast Intl Ltd"),
        ("VINIT MOBILE LIMITED", "Vinit Mobile Limited"),
        ("SOLVE PLASTIC PRODUCTS LIMITED", "Solve Plastic Products Limited"),
        ("TVS MOTOR COMPANY LIMITED", "TVS Motor Company Limited"),
        ("BANK OF INDIA", "Bank of India"),
        ("INDO-MIM LIMITED", "Indo-Mim Limited"),
        ("KOTAK MAHINDRA MUTUAL FUND - KOTAK NIFTY ALPHA 50 ETF", "Kotak Nifty Alpha 50 ETF"),
        ("ADITYABIRLASUNLIFEMF-ADITYA BIRLA SUN LIFE GILT ETF", "Aditya Birla Sun Life Gilt ETF"),
        ("AXISAMC-GOLDAXIS", "AXISAMC GOLDAXIS"),
        ("DSPAMC - DSPBANK", "DSPAMC DSPBANK"),
        ("2.50%GOLDBONDS2029SR-XII", "2.50% Gold Bonds 2029 Series XII"),
        ("2.75% GOLDBONDS2024TR-V", "2.75% Gold Bonds 2024 Tranche V"),
        ("2.50%GOLDBONDS 2025 SR-X", "2.50% Gold Bonds 2025 Series X"),
        ("2.50%GOLDBONDS 2025TR-VII", "2.50% Gold Bonds 2025 Tranche VII"),
        ("2.50%GOLDBONDS20", "2.50%GOLDBONDS20"),
        ("BAGMANE PRIME OFFICE REIT", "Bagmane Prime Office REIT"),
    ];
    for (name, expected) in cases {
        assert_eq!(tidy(name), expected);
    }
}
