"""What each outfit family may consist of: the table that clothes are drawn from."""

from __future__ import annotations

from .plan import Plan

_FORMAL = {"slim": 0.35, "tapered": 0.25, "straight": 0.4}
_SCHOOL = {"pleats": 0.88, "flare": 0.12}
_LONG = {"long": 1.0}

_BOOTS = {"boots": 1.0}
_ANY = {"boots": 0.4, "ankle_boots": 0.3, "loafers": 0.3}
_NO_TIE = {"none": 1.0}
_GLOVED = {"gloves": {"none": 60.0}}
_CAPED = {"back": {"none": 9.0}, "bag": {"none": 9.0}}

COSTUMES: dict[str, Plan] = {
    # service, stage and feast
    "maid": Plan(
        0.032, "maids", boys=0, skirt=1.0, sleeves=_LONG, necks=_NO_TIE, shoes={"mary_janes": 1.0},
        things={"hat": {"maid": 8.0}, "held": {"tray": 0.25, "broom": 0.25, "basket": 0.1}},
    ),
    "butler": Plan(
        0.037, "maids", girls=0.35, skirt=0, shorts=0, sleeves=_LONG, shoes={"loafers": 1.0},
        necks={"tie": 0.4, "none": 0.6}, things={"held": {"tray": 0.5}, "face": {"monocle": 0.3}, **_GLOVED},
    ),
    "gothic": Plan(
        0.032, "maids", boys=0, skirt=1.0, sleeves=_LONG, necks=_NO_TIE, shoes=_BOOTS,
        things={
            "hat": {"maid": 0.3, "top_hat": 0.2}, "held": {"umbrella_open": 0.4, "plush": 0.1},
            "neck": {"choker": 0.3},
        },
    ),
    "idol": Plan(
        0.03, "stage", skirt=1.0, necks=_NO_TIE, shoes=_BOOTS, shorts=0,
        things={"held": {"microphone": 1.5}, "hat": {"tiara": 0.3, "top_hat": 0.1}, **_GLOVED},
    ),
    "magical": Plan(
        0.032, "stage", boys=0, skirt=1.0, necks=_NO_TIE, shoes=_BOOTS,
        things={"held": {"wand": 2.0}, "hat": {"tiara": 0.4}, "back": {"fairy_small": 0.08}, **_GLOVED},
    ),
    "cheer": Plan(
        0.026, "parade", skirt=1.0, boys=0.6, shorts=0, necks=_NO_TIE, shoes={"sneakers": 1.0},
        things={"held": {"ball": 0.2}},
    ),
    "band": Plan(
        0.023, "parade", skirt=0.8, shorts=0, necks=_NO_TIE, shoes=_BOOTS,
        things={"hat": {"peaked_cap": 1.5, "feather_hat": 0.6}, **_GLOVED},
    ),
    "santa": Plan(
        0.022, "parade", skirt=1.0, shorts=0, necks=_NO_TIE, shoes=_BOOTS,
        things={"hat": {"santa": 7.0}, "held": {"basket": 0.15, "plush": 0.2}, **_GLOVED},
    ),
    # Japan and China
    "kimono": Plan(
        0.03, "tradition", skirt=1.0, boys=0.7, shorts=0, necks=_NO_TIE, shoes={"pumps": 1.0},
        things={"held": {"fan": 0.5, "umbrella_open": 0.2}, "bag": {"none": 3.0}},
    ),
    "yukata": Plan(
        0.026, "tradition", skirt=1.0, shorts=0, necks=_NO_TIE, shoes={"pumps": 1.0},
        things={"held": {"fan": 0.6, "ice_cream": 0.15, "lantern": 0.15}, "face": {"fox_mask": 0.15}},
    ),
    "miko": Plan(
        0.026, "tradition", skirt=1.0, boys=0.7, shorts=0, necks=_NO_TIE, shoes={"pumps": 1.0},
        things={
            "held": {"broom": 0.4, "bow": 0.2, "katana": 0.1}, "ears": {"fox": 0.2}, "bag": {"none": 3.0},
        },
    ),
    "china": Plan(
        0.026, "eastern", skirt=1.0, shorts=0, necks=_NO_TIE, shoes={"pumps": 0.7, "loafers": 0.3},
        things={"held": {"fan": 0.4}},
    ),
    "ninja": Plan(
        0.022, "eastern", skirt=0.5, shorts=0, necks=_NO_TIE, shoes=_ANY,
        things={"face": {"mask": 0.5}, "held": {"katana": 0.8}, "bag": {"sword_back": 0.4}},
    ),
    # tales
    "witch": Plan(
        0.03, "fantasy", skirt=1.0, boys=0.5, gown=True, shorts=0, necks=_NO_TIE, shoes=_ANY,
        things={
            "hat": {"witch": 12.0}, "held": {"broom": 0.8, "staff": 0.3, "book_open": 0.2, "lantern": 0.1},
            **_CAPED,
        },
    ),
    "mage": Plan(
        0.028, "fantasy", skirt=1.0, gown=True, shorts=0, necks=_NO_TIE, shoes=_ANY,
        things={
            "held": {"staff": 1.5, "book_open": 0.4, "book_closed": 0.2}, "hat": {"witch": 0.2}, **_CAPED,
        },
    ),
    "cleric": Plan(
        0.022, "fantasy", skirt=1.0, gown=True, shorts=0, necks=_NO_TIE, shoes=_ANY,
        things={"held": {"staff": 0.6, "book_closed": 0.4}, "halo": {"ring": 0.1}, **_CAPED},
    ),
    "ranger": Plan(
        0.028, "wild", skirt=0.6, shorts=0, necks=_NO_TIE, shoes=_BOOTS,
        things={"held": {"bow": 0.6, "sword": 0.4}, "bag": {"quiver": 0.4, "sword_hip": 0.3}, **_GLOVED},
    ),
    "vampire": Plan(
        0.022, "wild", skirt=0.8, shorts=0, necks=_NO_TIE, shoes=_ANY,
        things={"hat": {"top_hat": 0.25}, **_CAPED},
    ),
    "viking": Plan(
        0.022, "wild", skirt=0.8, shorts=0, necks=_NO_TIE, shoes=_BOOTS,
        things={"held": {"spear": 0.3, "shield": 0.4}, **_CAPED},
    ),
    "desert": Plan(
        0.022, "eastern", skirt=0.7, shorts=0, necks=_NO_TIE, shoes=_ANY,
        things={"hat": {"bandana": 0.3}, "held": {"lantern": 0.2, "sword": 0.2}},
    ),
    # court, sea and machine
    "knight": Plan(
        0.03, "plated", boys=1.5, skirt=0.7, shorts=0, necks=_NO_TIE, shoes=_ANY,
        things={
            "hat": {"helmet": 0.35}, "held": {"sword": 1.2, "shield": 0.3, "spear": 0.3}, **_CAPED, **_GLOVED,
        },
    ),
    "prince": Plan(
        0.026, "court", boys=1.6, girls=0.7, skirt=0.5, shorts=0, necks=_NO_TIE, shoes=_BOOTS,
        things={"hat": {"crown": 0.6}, "held": {"sword": 0.4, "bouquet": 0.3}, **_CAPED, **_GLOVED},
    ),
    "princess": Plan(
        0.040, "court", boys=0, skirt=1.0, necks=_NO_TIE, shoes={"pumps": 1.0},
        things={
            "hat": {"tiara": 1.4, "crown": 0.6}, "held": {"fan": 0.2, "bouquet": 0.3}, **_CAPED, **_GLOVED,
        },
    ),
    "pirate": Plan(
        0.024, "voyage", boys=1.4, skirt=0.6, shorts=0, necks=_NO_TIE, shoes=_BOOTS,
        things={
            "hat": {"feather_hat": 2.0, "bandana": 0.5}, "face": {"eye_patch": 0.5}, "held": {"sword": 0.6},
        },
    ),
    "steampunk": Plan(
        0.022, "voyage", skirt=0.8, shorts=0, necks={"tie": 0.4, "bow": 0.4, "none": 0.2}, shoes=_BOOTS,
        things={"hat": {"top_hat": 1.0}, "face": {"goggles": 0.8, "monocle": 0.3}, **_GLOVED},
    ),
    "scifi": Plan(
        0.024, "plated", skirt=0.5, shorts=0, necks=_NO_TIE, shoes=_ANY,
        things={"ear": {"headphones": 0.5}, "face": {"goggles": 0.2}, **_GLOVED},
    ),
}  # fmt: skip
"""Costumes, in the colors of their kind for about half of the seeds."""

PLANS: dict[str, Plan] = {
    **COSTUMES,
    "uniform": Plan(
        0.046, skirts=_SCHOOL, trousers=_FORMAL, shoes={"loafers": 0.75, "sneakers": 0.25},
        patterns={"plaid": 0.2, "tartan": 0.25, "gingham": 0.1, "pane": 0.1, "plain": 0.2, "hem": 0.15},
        things={"held": {"school_bag": 0.3}},
    ),
    "sailor": Plan(
        0.042, skirts=_SCHOOL, trousers=_FORMAL, shoes={"loafers": 0.5, "sneakers": 0.25, "mary_janes": 0.25},
        patterns={"hem": 0.5, "plain": 0.25, "band": 0.25},
        things={"held": {"school_bag": 0.3}},
    ),
    "blazer": Plan(
        0.036, skirts=_SCHOOL, trousers=_FORMAL, shorts=0, sleeves=_LONG,
        shoes={"loafers": 0.5, "ankle_boots": 0.25, "mary_janes": 0.25},
        patterns={"plaid": 0.2, "tartan": 0.3, "houndstooth": 0.1, "plain": 0.25, "band": 0.15},
        things={"held": {"school_bag": 0.25}},
    ),
    "street": Plan(
        0.038, skirt=0.5, shoes={"sneakers": 0.5, "ankle_boots": 0.25, "boots": 0.25},
        patterns={"plain": 0.5, "tartan": 0.25, "stripes": 0.25}, closures={"none": 0.65, "zip": 0.35},
        motifs={
            "band": 0.18, "star": 0.09, "heart": 0.07, "mark": 0.12, "box": 0.14, "cat": 0.1, "bolt": 0.08,
            "smile": 0.06, "chevron": 0.08, "none": 0.08,
        },
    ),
    "dress": Plan(
        0.042, skirt=1.0, length=(1.3, 2.5), shorts=0,
        sleeves={"short": 0.15, "long": 0.2, "puff": 0.25, "bishop": 0.15, "mutton": 0.1, "flared": 0.15},
        collars={"peter_pan": 0.4, "frill": 0.2, "turtle": 0.1, "square": 0.3},
        fabrics={
            "plain": 0.45, "small_dots": 0.12, "floral": 0.15, "gingham": 0.1, "bars": 0.1, "tartan": 0.08,
        },
        shoes={"mary_janes": 0.4, "pumps": 0.15, "boots": 0.2, "ankle_boots": 0.25},
        patterns={
            "plain": 0.2, "band": 0.15, "dots": 0.1, "hem": 0.15, "lace": 0.15, "scallop": 0.1,
            "floral": 0.1, "gradient": 0.05,
        },
    ),
    "shirt": Plan(
        0.038, skirt=0.5, length=(1.3, 2.3),
        sleeves={"short": 0.25, "rolled": 0.2, "long": 0.25, "puff": 0.12, "bishop": 0.1, "elbow": 0.08},
        collars={"shirt": 0.5, "peter_pan": 0.2, "wide": 0.15, "stand": 0.15},
        layers={"none": 0.6, "vest": 0.2, "suspenders": 0.2},
        fabrics={
            "plain": 0.4, "thin_stripes": 0.1, "bars": 0.15, "gingham": 0.1, "tartan": 0.1,
            "small_dots": 0.1, "pane": 0.05,
        },
        shoes={"sneakers": 0.25, "loafers": 0.5, "ankle_boots": 0.25},
        patterns={"plain": 0.3, "dots": 0.1, "floral": 0.2, "tartan": 0.2, "stripes": 0.1, "scallop": 0.1},
    ),
    "coat": Plan(
        0.03, skirt=0.6, trousers=_FORMAL, shorts=0, sleeves=_LONG,
        shoes={"boots": 0.5, "ankle_boots": 0.25, "loafers": 0.25}, patterns={"plain": 0.75, "plaid": 0.25},
    ),
    "robe": Plan(
        0.03, shorts=0, sleeves=_LONG,
        shoes={"ankle_boots": 0.25, "boots": 0.25, "loafers": 0.25, "mary_janes": 0.25},
        patterns={"plain": 0.5, "band": 0.25, "hem": 0.25},
    ),
    "tee": Plan(
        0.030, "everyday", skirt=0.15, shorts=0.28,
        trousers={"slim": 0.3, "straight": 0.4, "wide": 0.15, "baggy": 0.15},
        sleeves={"short": 0.6, "elbow": 0.15, "raglan": 0.15, "ribbed": 0.1},
        shoes={"sneakers": 0.5, "high_tops": 0.25, "runners": 0.25},
        fabrics={"plain": 0.68, "stripes": 0.16, "wide_stripes": 0.08, "blots": 0.08},
        motifs={
            "star": 0.1, "heart": 0.08, "number": 0.1, "mark": 0.1, "cat": 0.08, "bear": 0.07, "bolt": 0.08,
            "moon": 0.06, "flower": 0.06, "box": 0.1, "peaks": 0.06, "smile": 0.05, "none": 0.06,
        },
        layers={"none": 0.55, "open_shirt": 0.3, "waist_sweater": 0.15}, patterns={"plain": 1.0},
        things={"hat": {"cap": 0.12, "cap_back": 0.08}, "ear": {"headphones": 0.06}},
    ),
    "tank": Plan(
        0.022, "everyday", skirt=0.0, shorts=0.4, trousers={"straight": 0.4, "wide": 0.3, "jogger": 0.3},
        shoes={"ankle_boots": 0.4, "high_tops": 0.3, "sandals": 0.3},
        fabrics={"plain": 0.8, "thin_stripes": 0.2}, patterns={"plain": 0.6, "camouflage": 0.4},
        motifs={"none": 0.45, "number": 0.15, "star": 0.1, "bolt": 0.1, "mark": 0.1, "paw": 0.1},
        layers={"none": 0.75, "waist_sweater": 0.25},
        things={"hat": {"cap_back": 0.3, "bandana": 0.15}, "face": {"sun": 0.2}},
    ),
    "knit": Plan(
        0.030, "everyday", skirt=0.75, length=(1.2, 2.0),
        skirts={"pleats": 0.4, "flare": 0.3, "straight": 0.3},
        sleeves={"ribbed": 0.7, "bishop": 0.2, "wide": 0.1},
        fabrics={
            "knit": 0.25, "cable": 0.25, "fairisle": 0.15, "argyle": 0.15, "wide_stripes": 0.1,
            "zigzag": 0.1,
        },
        collars={"none": 0.45, "shirt": 0.4, "turtle": 0.15},
        motifs={"none": 0.5, "heart": 0.2, "star": 0.15, "bear": 0.15},
        patterns={"plain": 0.4, "tartan": 0.3, "houndstooth": 0.15, "gingham": 0.15},
        shoes={"loafers": 0.35, "ankle_boots": 0.3, "mary_janes": 0.35},
        legwear={"socks": 0.5, "tights": 0.4, "bare": 0.1},
    ),
    "turtleneck": Plan(
        0.022, "everyday", skirt=0.85, length=(1.9, 2.7),
        skirts={"pleats": 0.35, "flare": 0.3, "straight": 0.35},
        trousers={"slim": 0.3, "straight": 0.4, "wide": 0.3}, shorts=0.0,
        fabrics={"plain": 0.5, "knit": 0.25, "thin_stripes": 0.25},
        patterns={"plain": 0.4, "tartan": 0.2, "floral": 0.2, "pane": 0.2},
        layers={"none": 0.6, "cardigan": 0.2, "shawl": 0.2}, legwear={"tights": 0.5, "socks": 0.5},
        shoes={"ankle_boots": 0.4, "boots": 0.3, "pumps": 0.3},
    ),
    "sundress": Plan(
        0.034, "everyday", boys=0.0, skirt=1.0, length=(1.4, 2.4), skirts={"flare": 0.5, "gather": 0.5},
        sleeves={"short": 0.5, "cap": 0.2, "long": 0.1, "puff": 0.2},
        fabrics={"floral": 0.3, "plain": 0.2, "gingham": 0.2, "small_dots": 0.15, "hearts": 0.15},
        patterns={"floral": 0.3, "gingham": 0.2, "lace": 0.2, "dots": 0.15, "scallop": 0.15},
        closures={"none": 0.4, "buttons": 0.35, "lacing": 0.25},
        shoes={"sandals": 0.5, "pumps": 0.25, "mary_janes": 0.25},
        legwear={"bare": 0.7, "socks": 0.3}, things={"hat": {"straw": 0.25}},
    ),
    "pyjamas": Plan(
        0.022, "everyday", skirt=0.0, shorts=0.2, sleeves={"wide": 0.6, "long": 0.2, "elbow": 0.2},
        trousers={"wide": 0.6, "jogger": 0.4}, shoes={"slippers": 0.6, "barefoot": 0.4},
        fabrics={"plain": 0.1, "bars": 0.2, "stars": 0.2, "dots": 0.15, "hearts": 0.15, "gingham": 0.2},
        tones={"free": 0.3, "pastel": 0.5, "contrast": 0.2}, legwear={"bare": 0.6, "socks": 0.4},
        things={"held": {"plush": 0.9}, "bag": {"none": 4.0}},
    ),
    "overalls": Plan(
        0.02, "everyday", skirt=0.35, shorts=0.3, trousers={"straight": 0.5, "wide": 0.3, "tapered": 0.2},
        sleeves={"short": 0.5, "ribbed": 0.3, "elbow": 0.2},
        fabrics={"plain": 0.4, "stripes": 0.4, "dots": 0.2},
        shoes={"sneakers": 0.5, "high_tops": 0.3, "ankle_boots": 0.2},
    ),
    "tracksuit": Plan(
        0.028, "sport", skirt=0.0, shorts=0.25, trousers={"jogger": 0.5, "tapered": 0.5},
        collars={"stand": 0.6, "high": 0.4},
        shoes={"runners": 0.6, "sneakers": 0.3, "high_tops": 0.1},
        tones={"free": 0.4, "vivid": 0.3, "dark": 0.3},
        things={"hat": {"cap": 0.2, "hachimaki": 0.1}, "ear": {"neck_phones": 0.15}},
    ),
    "sports": Plan(
        0.026, "sport", boys=1.3, skirt=0.0, shorts=1.0, sleeves={"none": 0.45, "short": 0.55},
        fabrics={"plain": 0.7, "wide_stripes": 0.15, "bars": 0.15}, collars={"none": 0.7, "polo": 0.3},
        hems={"plain": 0.5, "band": 0.5}, shoes={"runners": 0.6, "high_tops": 0.4},
        tones={"free": 0.3, "vivid": 0.5, "contrast": 0.2},
        things={"held": {"ball": 1.6}, "bag": {"none": 4.0}, "hat": {"hachimaki": 0.1}},
    ),
    "gym": Plan(
        0.024, "sport", skirt=0.0, shorts=0.7, layers={"none": 0.75, "jacket": 0.25},
        shoes={"runners": 0.5, "sneakers": 0.5},
        things={"hat": {"hachimaki": 0.5}, "held": {"ball": 0.3}},
    ),
    "parka": Plan(
        0.026, "outdoor", skirt=0.5, shorts=0.0, trousers={"slim": 0.4, "tapered": 0.3, "straight": 0.3},
        shoes={"boots": 0.3, "ankle_boots": 0.4, "high_tops": 0.3}, legwear={"tights": 0.6, "socks": 0.4},
        things={"hat": {"beanie": 0.6}},
    ),
    "duffle": Plan(
        0.022, "outdoor", skirt=0.62, shorts=0.0, trousers=_FORMAL,
        shoes={"loafers": 0.4, "ankle_boots": 0.3, "boots": 0.3},
        legwear={"tights": 0.6, "socks": 0.4},
        things={"hat": {"beanie": 0.3, "beret": 0.2}},
    ),
    "raincoat": Plan(
        0.022, "outdoor", skirt=0.6, shorts=0.3, shoes={"rain_boots": 1.0},
        fabrics={"plain": 0.7, "small_dots": 0.15, "stars": 0.15},
        legwear={"bare": 0.5, "tights": 0.3, "socks": 0.2},
        things={"held": {"umbrella_open": 1.4, "umbrella_closed": 0.5}},
    ),
    "trench": Plan(
        0.024, "outdoor", skirt=0.62, shorts=0.0, trousers=_FORMAL,
        shoes={"ankle_boots": 0.35, "boots": 0.3, "pumps": 0.2, "loafers": 0.15},
        legwear={"tights": 0.7, "socks": 0.3},
        things={"hat": {"feather_hat": 0.15, "beret": 0.15}, "held": {"umbrella_closed": 0.2}},
    ),
    "leather": Plan(
        0.024, "outdoor", skirt=0.4, shorts=0.0, length=(1.15, 1.5),
        shoes={"boots": 0.4, "ankle_boots": 0.5, "high_tops": 0.1},
        patterns={"plain": 0.4, "tartan": 0.4, "pane": 0.2}, legwear={"tights": 0.5, "socks": 0.5},
        tones={"free": 0.4, "dark": 0.4, "vivid": 0.2},
        things={"held": {"guitar": 0.4}, "face": {"sun": 0.25}, "hat": {"bandana": 0.1}},
    ),
    "denim": Plan(
        0.022, "outdoor", skirt=0.5, shorts=0.15, length=(1.2, 2.2),
        shoes={"sneakers": 0.4, "high_tops": 0.4, "ankle_boots": 0.2},
        fabrics={"plain": 0.5, "stripes": 0.3, "small_dots": 0.2},
        motifs={"none": 0.4, "star": 0.2, "heart": 0.2, "box": 0.2},
        patterns={"floral": 0.4, "plain": 0.3, "gingham": 0.3},
        things={"hat": {"cap": 0.2, "beret": 0.1}},
    ),
    "poncho": Plan(
        0.022, "outdoor", skirt=0.6, shorts=0.1,
        fabrics={"zigzag": 0.35, "wide_stripes": 0.2, "fairisle": 0.2, "tartan": 0.25},
        shoes={"ankle_boots": 0.6, "boots": 0.4}, legwear={"tights": 0.5, "socks": 0.5},
        tones={"free": 0.6, "vivid": 0.4},
        things={"hat": {"feather_hat": 0.3, "straw": 0.2}, "held": {"guitar": 0.25}},
    ),
    "suit": Plan(
        0.030, "work", skirt=0.58, shorts=0.0, trousers=_FORMAL, shoes={"loafers": 0.6, "pumps": 0.4},
        necks={"tie": 0.75, "none": 0.25},
        fabrics={"plain": 0.7, "pinstripes": 0.3}, patterns={"plain": 1.0},
        layers={"none": 0.65, "vest": 0.35},
        legwear={"tights": 0.6, "bare": 0.4}, tones={"free": 0.4, "dark": 0.3, "mono": 0.3},
        things={"held": {"phone": 0.2, "cup": 0.15}, "face": {"square": 0.2, "half": 0.1}},
    ),
    "labcoat": Plan(
        0.024, "work", skirt=0.68, shorts=0.0, length=(1.2, 1.5), trousers=_FORMAL,
        necks={"tie": 0.5, "none": 0.5}, patterns={"plain": 0.7, "tartan": 0.3},
        shoes={"loafers": 0.5, "pumps": 0.3, "slippers": 0.2}, legwear={"tights": 0.6, "socks": 0.4},
        things={"held": {"sketchbook": 0.4, "book_open": 0.3}, "face": {"round": 0.25, "square": 0.15}},
    ),
    "apron": Plan(
        0.026, "work", skirt=0.62, shorts=0.0, length=(1.3, 1.8), trousers=_FORMAL,
        sleeves={"rolled": 0.5, "long": 0.2, "short": 0.3},
        fabrics={"plain": 0.5, "bars": 0.2, "gingham": 0.2, "pinstripes": 0.1},
        necks={"bow": 0.3, "tie": 0.2, "none": 0.5},
        shoes={"loafers": 0.5, "sneakers": 0.3, "mary_janes": 0.2},
        things={"held": {"tray": 0.5, "basket": 0.25, "cup": 0.25}, "hat": {"bandana": 0.3, "beret": 0.1}},
    ),
    "chef": Plan(
        0.022, "work", skirt=0.0, shorts=0.0, layers={"none": 0.4, "apron": 0.6},
        shoes={"loafers": 0.6, "ankle_boots": 0.4},
        things={"hat": {"chef": 6.0}, "held": {"tray": 0.5}, "bag": {"none": 6.0}},
    ),
    "scrubs": Plan(
        0.022, "work", skirt=0.25, shorts=0.0, shoes={"sneakers": 0.6, "slippers": 0.4},
        patterns={"plain": 1.0},
        things={"hat": {"nurse": 0.25}, "face": {"mask": 0.5}, "held": {"sketchbook": 0.3}},
    ),
    "mechanic": Plan(
        0.022, "work", skirt=0.0, shorts=0.0, layers={"none": 0.65, "waist_sweater": 0.35},
        shoes={"ankle_boots": 0.8, "high_tops": 0.2},
        motifs={"none": 0.5, "star": 0.2, "bolt": 0.3},
        things={"hat": {"cap": 0.5, "bandana": 0.25, "hard_hat": 0.3}, "face": {"goggles": 0.2}},
    ),
    "gakuran": Plan(
        0.026, "service", boys=1.6, girls=0.7, skirt=0.45, shorts=0.0, skirts=_SCHOOL, trousers=_FORMAL,
        shoes={"loafers": 0.6, "sneakers": 0.4}, motifs={"none": 0.6, "bolt": 0.2, "mark": 0.2},
        tones={"free": 1.0},
        things={"held": {"school_bag": 0.4}, "hat": {"peaked_cap": 0.3}},
    ),
    "military": Plan(
        0.026, "service", skirt=0.58, shorts=0.0, skirts={"pleats": 0.7, "straight": 0.3},
        trousers={"slim": 0.5, "tapered": 0.3, "straight": 0.2},
        shoes={"boots": 0.7, "loafers": 0.3}, legwear={"tights": 0.6, "socks": 0.4},
        things={
            "hat": {"peaked_cap": 1.2, "shako": 0.4}, "bag": {"sword_hip": 0.6}, "gloves": {"short": 1.0},
        },
    ),
    "police": Plan(
        0.022, "service", skirt=0.55, shorts=0.0, skirts={"straight": 0.7, "pleats": 0.3}, trousers=_FORMAL,
        sleeves={"short": 0.6, "long": 0.4},
        shoes={"loafers": 0.5, "ankle_boots": 0.3, "boots": 0.2}, legwear={"tights": 0.7, "socks": 0.3},
        things={"hat": {"peaked_cap": 3.5}},
    ),
    "bellhop": Plan(
        0.022, "service", skirt=0.6, shorts=0.15, skirts={"pleats": 0.8, "straight": 0.2}, trousers=_FORMAL,
        shoes={"loafers": 0.4, "boots": 0.4, "mary_janes": 0.2},
        things={"hat": {"shako": 2.0}, "gloves": {"short": 1.0}},
    ),
}  # fmt: skip
"""Name of a family to what it may consist of."""
