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
        for (int i = 0; i < programs.Count; i++)
        {
            var program = programs[i];
            string[] inputs = [.. program.Terms.Loss.Inputs.Select(static input => input.Name)];
            if (i > 0 && declaration.HasDocumentation)
                writer.Line(mark);
            Line(programs.Count == 1 ? "The formula:" : $"Of the members that take {InWords(inputs)}, the formula:");
            Code(Trimmed(declaration.Formulas[i].Formula));
            var printer = new TermPrinter(program.Terms.Loss);
            var shown = program.Terms.Shown;
            Line("Of a sample, as it is computed:");
            Code(printer.Print(shown.Value, program.Terms.ResultBinders));
            if (shown.Divisor is { } divisor)
            {
                Line("In the mean it counts:");
                Code(printer.Print(divisor));
            }

            foreach (var gradient in shown.Gradients)
            {
                Line($"Its gradient with respect to {gradient.Input.Name}, {printer.Upstream} being what arrives from upstream:");
                Code(printer.Print(gradient, program.Terms.ResultBinders));
            }

            if (program.Terms.Corners.IsEmpty)
                continue;
            Line("At corners:");
            Code(string.Join("\n", program.Terms.Corners.Select(static corner => $"{string.Join(", ", corner.Terms)}: {corner.Slope}")));
        }

        if (!declaration.HasDocumentation)
            writer.Line("/// </remarks>");

        // Definitions stand on lines of their own.
        void Code(string text)
        {
            for (int start = 0, end; start <= text.Length; start = end + 1)
            {
                end = text.IndexOf('\n', start);
                if (end < 0)
                    end = text.Length;
                var line = text.AsSpan(start, end - start);
                writer.Begin().Append(mark);
                if (declaration.HasDocumentation)
                    writer.Append("   ").Append(line);
                else
                    AppendEscaped(writer.Append(start == 0 ? " <code>" : " "), line).Append(end == text.Length ? "</code>" : "");
                writer.End();
            }
        }

        void Line(string text) => writer.Line(declaration.HasDocumentation ? $"{mark} {text}" : $"{mark} <para>{Escaped(text)}</para>");
    }

    private static string InWords(string[] names) => names.Length == 1 ? names[0] : $"{string.Join(", ", names.Take(names.Length - 1))} and {names[names.Length - 1]}";

    /// <summary>As the author wrote it, without blank lines; what ends a line in C# ends one here, and nothing else is out of sight.</summary>
    private static string Trimmed(string formula)
    {
        IEnumerable<string> lines = formula.Split('\n', '\r', '\u0085', '\u2028', '\u2029')
            .Select(static line => new string(line.Select(static character => char.IsWhiteSpace(character) || char.IsControl(character) ? ' ' : character).ToArray()).TrimEnd());
        return string.Join("\n", lines.Where(static line => line.Length > 0));
    }

    /// <summary>As text of XML, in which only what opens something has to be spelled otherwise.</summary>
    public static string Escaped(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;");

    private static CodeWriter AppendEscaped(CodeWriter writer, ReadOnlySpan<char> text)
    {
        for (int next; (next = text.IndexOfAny('&', '<')) >= 0; text = text.Slice(next + 1))
            writer.Append(text.Slice(0, next)).Append(text[next] == '&' ? "&amp;" : "&lt;");
        return writer.Append(text);
    }
}
