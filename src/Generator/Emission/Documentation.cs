using LossGen.Generator.Algebra;
using LossGen.Generator.Lowering;

namespace LossGen.Generator.Emission;

/// <summary>What a hover over the loss shows: its value and each of its gradients, as formulas.</summary>
internal static class Documentation
{
    public static void Write(CodeWriter writer, LossDeclaration declaration, IReadOnlyList<Program> programs)
    {
        // A doc comment of the author's own would be replaced by ours, so then it is an ordinary comment.
        string mark = declaration.HasDocumentation ? "//" : "///";
        if (!declaration.HasDocumentation)
            writer.Line("/// <remarks>");
        foreach (var program in programs)
        {
            var printer = new TermPrinter(program.Terms.Loss);
            var shown = program.Terms.Shown;
            Line("<para>The loss of a sample:</para>");
            Code(printer.Print(shown.Value));
            if (shown.Divisor is { } divisor)
            {
                Line("<para>In the mean it counts:</para>");
                Code(printer.Print(divisor));
            }

            foreach (var gradient in shown.Gradients)
            {
                Line($"<para>Its gradient with respect to {gradient.Input.Name}, g being what arrives from upstream:</para>");
                foreach (var piece in gradient.Pieces)
                    Code(printer.Print(gradient.Input, piece));
            }
        }

        if (!declaration.HasDocumentation)
            writer.Line("/// </remarks>");

        void Code(string text) => Line($"<code>{Escaped(text)}</code>");

        void Line(string text) => writer.Line($"{mark} {(declaration.HasDocumentation ? Plain(text) : text)}");
    }

    private static string Escaped(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    private static string Plain(string text) =>
        text.Replace("<para>", "").Replace("</para>", "").Replace("<code>", "  ").Replace("</code>", "")
            .Replace("&lt;", "<").Replace("&gt;", ">").Replace("&amp;", "&");
}
