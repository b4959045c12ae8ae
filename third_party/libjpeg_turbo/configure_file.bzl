"""CMake's configure_file for the few headers that libjpeg-turbo generates."""

def _configure_file_impl(ctx):
    substitutions = {"@%s@" % key: value for key, value in ctx.attr.values.items()}
    for key in ctx.attr.defined:
        substitutions["#cmakedefine %s" % key] = "#define %s" % key
    for key in ctx.attr.undefined:
        substitutions["#cmakedefine %s" % key] = "#undef %s //" % key
    ctx.actions.expand_template(template = ctx.file.src, output = ctx.outputs.out, substitutions = substitutions)

configure_file = rule(
    implementation = _configure_file_impl,
    attrs = {
        "src": attr.label(mandatory = True, allow_single_file = True),
        "out": attr.output(mandatory = True),
        "values": attr.string_dict(doc = "@KEY@: text"),
        "defined": attr.string_list(doc = "#cmakedefine KEY that become #define"),
        "undefined": attr.string_list(doc = "#cmakedefine KEY that become #undef"),
    },
)
