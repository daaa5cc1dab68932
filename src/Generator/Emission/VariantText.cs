using LossGen.Generator.Lowering;

namespace LossGen.Generator.Emission;

/// <summary>The choice of a kernel by the loss's parameters, where there is more than one.</summary>
internal static class VariantText
{
    /// <param name="call">How a parameter is reached, like <c>call.</c>.</param>
    /// <param name="statement">What is done with a kernel.</param>
    public static void Write(CodeWriter writer, Variant variant, string call, Func<Kernel, string> statement)
    {
        if (variant is OneKernel { Kernel: var kernel })
        {
            writer.Line(statement(kernel));
            return;
        }

        var branches = new List<(string, Action)>();
        while (variant is ByParameter choice)
        {
            branches.Add(($"{(branches.Count == 0 ? "" : "else ")}if ({ParameterText.Of(choice.Condition, call)})", () => Write(writer, choice.WhenTrue, call, statement)));
            variant = choice.WhenFalse;
        }

        branches.Add(("else", () => Write(writer, variant, call, statement)));
        writer.Branches(branches);
    }
}
