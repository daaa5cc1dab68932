using LossGen.Generator.Lowering;

namespace LossGen.Generator.Emission;

/// <summary>The choice of a kernel by the loss's parameters, where there is more than one.</summary>
internal static class VariantText
{
    /// <param name="call">How a parameter is reached, like <c>call.</c>.</param>
    /// <param name="statement">What is done with a kernel.</param>
    public static void Write(CodeWriter writer, Variant variant, string call, Func<Kernel, string> statement, string lead = "")
    {
        if (variant is OneKernel { Kernel: var kernel })
        {
            writer.Line(statement(kernel));
            return;
        }

        var choice = (ByParameter)variant;
        writer.Open($"{lead}if ({ParameterText.Of(choice.Condition, call)})");
        Write(writer, choice.WhenTrue, call, statement);
        writer.Close();
        if (choice.WhenFalse is ByParameter)
        {
            Write(writer, choice.WhenFalse, call, statement, "else ");
            return;
        }

        writer.Open("else");
        Write(writer, choice.WhenFalse, call, statement);
        writer.Close();
    }
}
