using LossGen.Generator;
using LossGen.Generator.Algebra;
using LossGen.Generator.Binding;
using LossGen.Generator.Functions;
using LossGen.Generator.Problems;
using LossGen.Generator.Syntax;

namespace LossGen.Definitions.Tests.Reference;

/// <summary>What Explain and the hover print of a loss, read back as formulas of the language and evaluated naively.</summary>
internal sealed class PrintedForms(ReferenceBatch batch, ParameterValues parameters, double[] upstream)
{
    private BoundLoss Loss => batch.Loss;

    /// <summary>The losses of a printed value, laid out [N, the result's axes, inner]; null where no input of numbers is left in it, so that it is no loss.</summary>
    public double[]? Losses(LossTerms terms, Stage stage) =>
        Evaluate(new TermPrinter(Loss).Print(stage.Value, terms.ResultBinders), null);

    /// <summary>A printed gradient, laid out as its input; null where one array more is more than a call takes, or the text longer than a formula.</summary>
    public double[]? Gradient(LossTerms terms, Gradient gradient)
    {
        var printer = new TermPrinter(Loss);
        string text = printer.Print(gradient, terms.ResultBinders);
        if (gradient.Pieces.IsEmpty)
            return new double[batch.LengthOf(gradient.Input)];
        if (Evaluate(text, printer.Upstream) is not { } slopes)
            return null;
        if (!gradient.Input.IsShared)
            return slopes;
        var sum = new double[batch.LengthOf(gradient.Input)];
        for (int position = 0; position < batch.Positions; position++)
        {
            for (int element = 0; element < sum.Length; element++)
                sum[element] += slopes[batch.Offset(position, element, sum.Length)];
        }

        return sum;
    }

    /// <summary>The id of what a printed gradient is refused for, or null.</summary>
    public string? RefusalOf(LossTerms terms, Gradient gradient)
    {
        var printer = new TermPrinter(Loss);
        string text = printer.Print(gradient, terms.ResultBinders);
        return Bind(text, printer.Upstream).Errors is [var only] ? only.Kind.Id : null;
    }

    private double[]? Evaluate(string formula, string? upstreamName)
    {
        (BoundLoss? bound, Problem[] errors) = Bind(formula, upstreamName);
        if (errors is [{ Kind.Id: "LOSS0219" or "LOSS0315" or "LOSS0360" or "LOSS0361" }])
            return null;
        if (bound is null)
            throw new InvalidOperationException($"\n{formula}\ndoesn't bind: {string.Join("; ", errors.Select(problem => $"{problem.Kind.Id} {problem.Message} at {problem.Range.Start}"))}");
        var numbers = batch.Numbers.ToDictionary(pair => Named(pair.Key.Name), pair => pair.Value);
        if (upstreamName is not null)
            numbers.Add(Named(upstreamName), upstream);
        var again = new ReferenceBatch(
            bound, batch.N, batch.Inner,
            bound.Axes.ToDictionary(axis => axis, axis => batch.Extents.Single(extent => extent.Key.Name == axis.Name).Value),
            numbers,
            batch.Labels.ToDictionary(pair => Named(pair.Key.Name), pair => pair.Value));
        return new ReferenceLoss(again, parameters).Losses();

        BoundInput Named(string name) => bound.Inputs.Single(input => input.Name == name);
    }

    /// <summary>With the declared inputs, and after them what arrives from upstream.</summary>
    private (BoundLoss? Loss, Problem[] Errors) Bind(string formula, string? upstreamName)
    {
        string axes = Loss.ResultIndices.IsEmpty ? "" : $"[{string.Join(", ", Loss.ResultIndices.Select(index => index.Axis.Name))}]";
        string inputs = InputsPrinter.Print(Loss) + (upstreamName is null ? "" : $", {upstreamName}{axes}");
        ParameterDeclaration[] declared = [.. Loss.Parameters.Select(parameter => new ParameterDeclaration(parameter.Name, parameter.Type, null))];
        var problems = new ProblemBag(0);
        FormulaSyntax syntax = Parser.ParseFormula(formula, problems);
        InputsSyntax inputsSyntax = Parser.ParseInputs(inputs, problems);
        BoundLoss? bound = problems.HasErrors ? null : FormulaBinder.Bind(syntax, inputsSyntax, declared, Catalogue.Default, problems);
        return (bound, [.. problems.Items.Where(problem => problem.IsError)]);
    }
}
