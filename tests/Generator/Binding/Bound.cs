using System.Collections.Immutable;
using LossGen.Generator.Functions;
using LossGen.Generator.Problems;
using LossGen.Generator.Syntax;

namespace LossGen.Generator.Binding;

/// <summary>A formula read and bound as the compiler does it, and everything that was said about it.</summary>
internal sealed record Bound(FormulaSyntax Formula, BoundLoss? Loss, IReadOnlyList<Problem> Problems)
{
    public static Bound Of(string formula, string? inputs = null, string parameters = "", Catalogue? catalogue = null)
    {
        var problems = new ProblemBag();
        InputsSyntax? declarations = inputs is null ? null : Parser.ParseInputs(inputs, problems);
        bool canOutline = !problems.HasErrors;
        FormulaSyntax syntax = Parser.ParseFormula(formula, problems);
        BoundLoss? loss = problems.HasErrors ? null : FormulaBinder.Bind(syntax, declarations, Parameters(parameters), catalogue ?? Catalogue.Default, problems);
        return new Bound(syntax, loss, problems.Items)
        {
            Outline = loss is null && canOutline ? FormulaBinder.Outline(syntax, declarations, Parameters(parameters), catalogue ?? Catalogue.Default) : null,
        };
    }

    /// <summary>Of a wrong formula, what its declarations alone say.</summary>
    public BoundLoss? Outline { get; private init; }

    /// <summary>The formula and Inputs of the printer; a mistake throws.</summary>
    public (string Formula, string Inputs) Printed => FormulaPrinter.Print(Loss
        ?? throw new InvalidOperationException(string.Join("\n", Problems.Select(problem => $"{problem.Kind.Id} {problem.Range.Start}+{problem.Range.Length}: {problem.Message}"))));

    /// <summary>Parameters as C# writes them: <c>double margin = 1, int p, double[]? weight = null</c>.</summary>
    public static EquatableArray<ParameterDeclaration> Parameters(string text)
    {
        var parameters = ImmutableArray.CreateBuilder<ParameterDeclaration>();
        foreach (string part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            string[] sides = part.Split('=', StringSplitOptions.TrimEntries);
            string[] words = sides[0].Split(' ');
            ParameterType type = words[0] switch
            {
                "double" => ParameterType.Double,
                "float" => ParameterType.Float,
                "int" => ParameterType.Int,
                "long" => ParameterType.Long,
                "bool" => ParameterType.Bool,
                "double[]" => ParameterType.Array,
                "double[]?" => ParameterType.NullableArray,
                _ => throw new ArgumentException(part),
            };
            double? value = sides.Length == 1 || sides[1] == "null" ? null
                : sides[1] is "true" or "false" ? (sides[1] == "true" ? 1 : 0)
                : double.Parse(sides[1], System.Globalization.CultureInfo.InvariantCulture);
            parameters.Add(new ParameterDeclaration(words[1], type, value));
        }

        return parameters.ToImmutable();
    }
}
