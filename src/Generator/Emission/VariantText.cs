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

        var branches = writer.OpenBranches();
        string lead = "";
        while (variant is ByParameter choice)
        {
            WriteBranch($"{lead}if ({ParameterText.Of(choice.Condition, call)})", choice.WhenTrue);
            variant = choice.WhenFalse;
            lead = "else ";
        }

        WriteBranch("else", variant);
        branches.End();

        void WriteBranch(string head, Variant body)
        {
            branches.Open(head);
            Write(writer, body, call, statement);
            branches.Close();
        }
    }
}
