"""Marks of libraries that retire.js knows by a banner only, which bundlers drop with all comments.

Each stands where the library keeps its version, as minifiers leave it; tried on code that esbuild
made of the named version. What has no version in its code can't be told: lodash taken by function,
axios before 1.0, react's own package.
"""

MARKS: dict[str, tuple[str, ...]] = {
    "handlebars": (  # 4.0.11
        (
            r'="(§§version§§)";.{1,4}\.VERSION=.{1,4};(?:var|let|const) .{1,4}=\d;'
            r".{1,4}\.COMPILER_REVISION="
        ),
    ),
    "jquery-ui": (  # 1.12.1
        r'\.widget\("ui\.[a-z]{3,20}",(?:.{1,40},)?\{version:"(§§version§§)"',
        r'\.ui=.{1,4}\.ui\|\|\{\}.{1,60}\.ui\.version="(§§version§§)"',
    ),
    "jquery-ui-dialog": (r'\.widget\("ui\.dialog",(?:.{1,40},)?\{version:"(§§version§§)"',),
    "knockout": (  # 3.4.0
        r'\.version="(§§version§§)",.{1,4}\.exportSymbol\("version",',
    ),
    "underscore.js": (  # 1.8.3
        (
            r'\.VERSION="(§§version§§)";var .{1,4}=function\(.{1,12}\)\{if\(.{1,20}\)return .{1,4};'
            r"switch\(.{1,16}\)\{case 1:return function\("
        ),
    ),
    "vue": (  # 2.5.16
        r'"FunctionalRenderContext",\{value:.{1,4}\}\),.{1,4}\.version="(§§version§§)"',
    ),
}
"""`{name as retire.js has it: patterns}`, with retire.js's word for the version."""
