using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Text;
using LossGen.Definitions.Tests.Calls;
using LossGen.Definitions.Tests.Reference;
using LossGen.Generator;
using LossGen.Generator.Algebra;
using LossGen.Generator.Binding;
using LossGen.Generator.Emission;
using LossGen.Generator.Functions;
using LossGen.Generator.Lowering;

namespace LossGen.Definitions.Tests.Pages;

/// <summary>What there is to know of a loss, as Markdown: all of it is read off the loss, the compiler and what it computes.</summary>
internal sealed class LossPage
{
    // Characters of a formula that somebody might still read.
    private const int Readable = 4000;

    private readonly LossUnderTest _loss;
    private readonly LossDocumentation _documentation;
    private readonly StringBuilder _text = new();

    private LossPage(LossUnderTest loss)
    {
        _loss = loss;
        _documentation = new(loss.Type);
    }

    /// <param name="curve">The file of the picture, or null where there is none.</param>
    /// <param name="differences">The rows of the table of differences that name the loss.</param>
    public static string Write(LossUnderTest loss, string? curve, int differences)
    {
        var page = new LossPage(loss);
        page.Head(curve);
        page.Options();
        for (int overload = 0; overload < loss.Overloads.Count; overload++)
            page.Overload(overload);
        page.Example();
        page.Paragraph($"From the formula to the code: the {page.Snapshot("stages", "The_stages_of_a_loss_are_as_they_were_read", "txt")}, the {page.Snapshot("generated file", "The_code_of_a_loss_is_as_it_was_read", "cs")}.");
        if (differences > 0)
            page.Paragraph($"Where PyTorch does otherwise: {(differences == 1 ? "a row" : $"{differences} rows")} of the [table of differences](../../src/Definitions/differences.md).");
        return page._text.ToString().TrimEnd('\n') + "\n";
    }

    private void Head(string? curve)
    {
        _text.Append("# ").Append(_loss.Name).Append("\n\n");
        Paragraph(_documentation.Summary);
        Paragraph(_documentation.Remarks);
        Code("csharp", [.. _loss.Type.GetCustomAttributes<LossAttribute>().SelectMany(Attribute), Signature()]);
        if (curve is not null)
            Paragraph($"![Value and slope]({curve})");
    }

    private static IEnumerable<string> Attribute(LossAttribute loss)
    {
        string inputs = loss.Inputs is null ? "" : $", Inputs = \"{loss.Inputs}\"";
        string[] lines = loss.Formula.Split('\n');
        return lines.Length == 1
            ? [$"[Loss(\"{loss.Formula}\"{inputs})]"]
            : ["[Loss(\"\"\"", .. lines.Select(line => "      " + line), $"      \"\"\"{inputs})]"];
    }

    private string Signature()
    {
        ParameterInfo[] parameters = _loss.Constructor.GetParameters();
        string list = parameters.Length == 0 ? "" : $"({string.Join(", ", parameters.Select(parameter => $"{TypeName(parameter)} {parameter.Name}{Default(parameter)}"))})";
        return $"public sealed partial class {_loss.Name}{list};";
    }

    private void Options()
    {
        ParameterInfo[] parameters = _loss.Constructor.GetParameters();
        if (parameters.Length == 0)
            return;
        _text.Append("## Options\n\n| parameter | | where |\n| --- | --- | --- |\n");
        foreach (ParameterInfo parameter in parameters)
        {
            // What an overload declares of a parameter holds for the loss.
            BoundDomain? domain = _loss.Overloads.SelectMany(overload => overload.Parameters)
                .FirstOrDefault(bound => bound.Name == parameter.Name && !bound.Domain.IsAll)?.Domain;
            string where = domain is null ? "" : $"`{Domains.Condition(parameter.Name!, domain)}`";
            _text.Append($"| `{TypeName(parameter)} {parameter.Name}{Default(parameter)}` | {_documentation.Parameter(parameter.Name!)} | {where} |\n");
        }

        _text.Append('\n');
    }

    private void Overload(int overload)
    {
        BoundLoss loss = _loss.Overloads[overload];
        Generator.Lowering.Program program = Generator.Lowering.Program.Of(
            Generator.Algebra.Passes.Run(loss, Catalogue.Default, TestContext.Current.CancellationToken), hasNotes: false, TestContext.Current.CancellationToken);
        string of = _loss.Overloads.Count == 1 ? "" : $" of ({string.Join(", ", loss.Inputs.Select(input => input.Name))})";

        _text.Append($"## Inputs{of}\n\n| argument | layout | | gradient |\n| --- | --- | --- | --- |\n");
        foreach (BoundInput input in loss.Inputs)
            _text.Append($"| `{input.Name}` | {new ShapeSource(input.Name, !input.IsShared, input.Axes).Layout} | {Kind(input)} | {(input.HasGradient ? $"`{Call.GradientName(input)}`" : "")} |\n");
        _text.Append('\n');
        foreach (BoundAxis axis in program.Shapes.Asked)
            Paragraph($"`int {axis.Name}` follows the inputs, since their lengths alone don't tell it.");

        _text.Append($"## What is computed{of}\n\n");
        Stage shown = program.Terms.Shown;
        var printer = new TermPrinter(loss);
        Formulas("The value, stabilised:", [printer.Print(shown.Value, program.Terms.ResultBinders)]);
        Formulas(
            "The gradients, `g` being what arrives from upstream:",
            [.. shown.Gradients.Select(gradient => $"d/d{gradient.Input.Name}  {printer.Print(gradient, program.Terms.ResultBinders)}")]);
        if (!program.Terms.Rules.IsEmpty)
            Paragraph($"By the rules: {string.Join("; ", program.Terms.Rules)}.");
        Paragraph($"`Mean` divides the sum of the losses by {Divisor(loss, shown, printer)}; `BatchMean` by N, `Sum` by nothing.");

        ImmutableArray<Corner> corners = program.Terms.Corners;
        _text.Append($"## Corners{of}\n\n");
        if (corners.Length == 0)
            Paragraph("None: the formula has a derivative wherever it has a value.");
        foreach ((ImmutableArray<string> terms, _, string slope) in corners)
            _text.Append($"- {string.Join(", ", terms.Select(term => $"`{term}`"))}: {slope}\n");
        if (corners.Length > 0)
            _text.Append('\n');
    }

    private void Formulas(string title, string[] formulas)
    {
        int length = formulas.Sum(formula => formula.Length);
        Paragraph(length <= Readable ? title : string.Create(CultureInfo.InvariantCulture, $"{title} {length:N0} characters, in the {Snapshot("stages", "The_stages_of_a_loss_are_as_they_were_read", "txt")}."));
        if (length <= Readable)
            Code("text", formulas);
    }

    private string Snapshot(string title, string test, string extension)
        => $"[{title}](../../tests/Definitions/_snapshots/SnapshotTests.{test}%23{_loss.Name}.verified.{extension})";

    private void Example()
    {
        Example example = Pages.Example.Of(_loss.Name);
        _text.Append("## Example\n\n");
        Code("csharp", [example.Code.TrimEnd('\n')]);
        Paragraph("prints");
        Code("text", [example.Output.TrimEnd('\n')]);
        Paragraph($"These are the first of the [worked numbers](../../tests/Definitions/Worked/{example.Source}) that the tests hold the loss to.");
    }

    private static string Kind(BoundInput input)
    {
        string shared = input.IsShared ? ", one for the whole batch" : "";
        string kind = input.Kind switch
        {
            InputKind.Label => $"labels, 0 to {input.LabelAxis!.Name} − 1",
            InputKind.LabelList => $"lists of labels, 0 to {input.LabelAxis!.Name} − 1",
            _ when input.Domain.IsAll => "numbers",
            _ => $"numbers, `{Domains.Condition(input.Name, input.Domain)}`",
        };
        string ignoring = input.Ignoring is { } ignored ? $"; a sample with `{FormulaPrinter.Print(ignored)}` isn't read" : "";
        return kind + shared + ignoring + (input.Until is { } end ? $"; the first {end} ends a list" : "");
    }

    private static string Divisor(BoundLoss loss, Stage shown, TermPrinter printer)
    {
        string read = loss.Inputs.Any(input => input.Ignoring is not null) ? ", of the samples that are read" : "";
        return shown.Divisor is { } divisor
            ? $"the sum of `{printer.Print(divisor)}`{read}"
            : loss.ResultIndices.IsEmpty
                ? $"the number of samples, N·inner{read}"
                : $"their number, N·{string.Join('·', loss.ResultIndices.Select(index => index.Axis.Name))}·inner{read}";
    }

    private static string TypeName(ParameterInfo parameter) => parameter.ParameterType switch
    {
        var type when type == typeof(double[]) => parameter.HasDefaultValue ? "double[]?" : "double[]",
        var type when type == typeof(double) => "double",
        var type when type == typeof(int) => "int",
        var type when type == typeof(bool) => "bool",
        var type => throw new NotSupportedException($"A parameter of type {type}."),
    };

    private static string Default(ParameterInfo parameter) => parameter.HasDefaultValue ? $" = {Pages.Example.Literal(parameter.DefaultValue)}" : "";

    private void Paragraph(string text) => _text.Append(text).Append("\n\n");

    private void Code(string language, IEnumerable<string> lines)
        => _text.Append($"```{language}\n").AppendJoin('\n', lines).Append("\n```\n\n");
}
