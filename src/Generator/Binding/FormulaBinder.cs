using System.Collections.Immutable;
using LossGen.Generator.Functions;
using LossGen.Generator.Problems;
using LossGen.Generator.Syntax;

namespace LossGen.Generator.Binding;

/// <summary>From what is written to what is meant: every name resolved, every index bound, every definition put in its place.</summary>
internal static class FormulaBinder
{
    /// <param name="inputs">The declarations, or null where there are none.</param>
    /// <returns>null if there is an error.</returns>
    public static BoundLoss? Bind(
        FormulaSyntax formula,
        InputsSyntax? inputs,
        EquatableArray<ParameterDeclaration> parameters,
        Catalogue catalogue,
        ProblemBag problems)
    {
        Declarations? declarations = DeclarationBinder.Bind(formula, inputs, parameters, catalogue, problems);
        if (declarations is null)
            return null;
        var expressions = new ExpressionBinder(catalogue, problems, formula.Text);
        var names = new Names(catalogue, problems);
        (Scope scope, List<DefinitionSymbol> definitions) = BindDefinitions(formula, declarations.Scope, expressions, names);
        (BoundReal? result, ImmutableArray<BoundIndex> indices, Scope resultScope) = new ResultBinder(expressions, names, problems, formula).Bind(scope);

        BoundReal? meanBy = null;
        var usedByMean = new HashSet<BoundInput>();
        if (formula.MeanBy is not null)
        {
            HashSet<BoundInput> usedByResult = expressions.UseOtherInputs(usedByMean);
            meanBy = expressions.BindReal(formula.MeanBy, resultScope);
            usedByResult.UnionWith(usedByMean);
            expressions.UseOtherInputs(usedByResult);
        }

        foreach (BoundInput input in declarations.Inputs)
            input.HasGradient = input.Kind == InputKind.Number && !input.Domain.IsFinite && !usedByMean.Contains(input);
        if (result is not null && !problems.HasErrors)
            ReportUnused(formula, declarations, definitions, expressions.UsedInputs, problems);
        if (result is null || problems.HasErrors)
            return null;
        return new BoundLoss(declarations.Inputs, declarations.Parameters, declarations.Axes, result, indices, meanBy);
    }

    private static (Scope Scope, List<DefinitionSymbol> Definitions) BindDefinitions(
        FormulaSyntax formula, Scope scope, ExpressionBinder expressions, Names names)
    {
        var definitions = new List<DefinitionSymbol>();
        foreach (DefinitionSyntax syntax in formula.Definitions)
        {
            names.Check(syntax.Name, scope);
            DefinitionSymbol symbol = expressions.Define(syntax, scope, names);
            definitions.Add(symbol);
            scope = scope.With(symbol);
        }

        return (scope, definitions);
    }

    private static void ReportUnused(
        FormulaSyntax formula, Declarations declarations, List<DefinitionSymbol> definitions, HashSet<BoundInput> used, ProblemBag problems)
    {
        if (!declarations.Inputs.Any(input => input.HasGradient))
        {
            string why = declarations.Inputs.Any(input => input.Kind == InputKind.Number && !input.Domain.IsFinite)
                ? "what 'mean by' uses has none, and there is no other input of real numbers"
                : "a loss needs an input of real numbers, as x or x[C], and labels and finite domains are none";
            problems.Report(ProblemPart.Formula, BindingProblems.NoGradient, new TextRange(0, formula.Range.Length), why);
        }

        foreach (BoundInput input in declarations.Inputs)
            if (!used.Contains(input) && input.Ignoring is null)
                problems.Report(ProblemPart.Inputs, BindingProblems.UnusedInput, input.Range, input.Name);
        foreach (DefinitionSymbol definition in definitions)
            if (!definition.IsUsed)
                problems.Report(ProblemPart.Formula, BindingProblems.UnusedDefinition, definition.Syntax.Name.Range, definition.Name);
    }
}
