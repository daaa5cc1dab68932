using System.Collections.Immutable;
using LossGen.Generator.Functions;
using LossGen.Generator.Problems;
using LossGen.Generator.Syntax;

namespace LossGen.Generator.Binding;

/// <summary>From what is written to what is meant: every name resolved, every index bound, every definition put in its place.</summary>
internal static class FormulaBinder
{
    /// <summary>What the runtime's arrays of a call hold.</summary>
    public const int MaximalArrays = 16;

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
        if (declarations is null || problems.HasErrors)
            return null;
        var expressions = new ExpressionBinder(catalogue, problems, formula);
        var names = new Names(catalogue, problems);
        (Scope scope, List<DefinitionSymbol> definitions) = BindDefinitions(formula, declarations.Scope, expressions, names);
        (BoundReal? result, ImmutableArray<BoundIndex> indices) = new ResultBinder(expressions, names, problems, formula).Bind(scope);

        // What a sample counts is one number, also where its loss has an index.
        BoundReal? meanBy = formula.MeanBy is null ? null : expressions.BindReal(formula.MeanBy, scope);
        if (result is null || problems.HasErrors)
            return null;

        HashSet<BoundInput> usedByMean = BoundChildren.InputsOf(meanBy);
        HashSet<BoundInput> used = BoundChildren.InputsOf(result);
        used.UnionWith(usedByMean);
        foreach (BoundInput input in declarations.Inputs)
            input.HasGradient = input.Kind == InputKind.Number && !input.Domain.IsFinite && !usedByMean.Contains(input);
        ReportUnused(formula, declarations, definitions, used, problems);
        ReportArrays(declarations, problems);
        if (problems.HasErrors)
            return null;
        return new BoundLoss(declarations.Inputs, declarations.Parameters, declarations.Axes, result, indices, meanBy);
    }

    /// <summary>
    /// What the declarations alone say of a loss that has an error: inputs, axes, parameters and the indices of the result,
    /// so that its members can be declared; the result is a NaN. null where not even the inputs can be made out.
    /// </summary>
    /// <param name="inputs">The declarations, of a text without mistakes of syntax, or null where there are none.</param>
    public static BoundLoss? Outline(
        FormulaSyntax formula,
        InputsSyntax? inputs,
        EquatableArray<ParameterDeclaration> parameters,
        Catalogue catalogue)
    {
        var silent = new ProblemBag();
        if (DeclarationBinder.Bind(formula, inputs, parameters, catalogue, silent) is not { } declarations)
            return null;
        var expressions = new ExpressionBinder(catalogue, silent, formula);
        Scope scope = BindDefinitions(formula, declarations.Scope, expressions, new Names(catalogue, silent)).Scope;
        ImmutableArray<BoundIndex> indices = expressions.BindOwnIndices(formula.ResultIndices, formula.Result, scope) ?? ImmutableArray<BoundIndex>.Empty;
        HashSet<BoundInput> usedByMean = BoundChildren.InputsOf(formula.MeanBy is null ? null : expressions.BindReal(formula.MeanBy, scope));
        foreach (BoundInput input in declarations.Inputs)
            input.HasGradient = input.Kind == InputKind.Number && !input.Domain.IsFinite && !usedByMean.Contains(input);
        return new BoundLoss(declarations.Inputs, declarations.Parameters, declarations.Axes, new BoundNumber(formula.Result.Range, double.NaN), indices, null);
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

    /// <summary>
    /// A pass over a batch has one place for each array: inputs, array parameters, gradients, what arrives from upstream, and
    /// what samples save for the gradients of shared arrays.
    /// </summary>
    private static void ReportArrays(Declarations declarations, ProblemBag problems)
    {
        int arrays = declarations.Inputs.Length + declarations.Inputs.Count(input => input.HasGradient)
            + declarations.Parameters.Count(parameter => parameter.IsArray) + (declarations.Inputs.Any(input => input is { IsShared: true, HasGradient: true }) ? 2 : 1);
        if (arrays > MaximalArrays)
            problems.Report(declarations.InputsPart, BindingProblems.TooManyArrays, declarations.Inputs[declarations.Inputs.Length - 1].Range, $"{arrays}", $"{MaximalArrays}");
    }

    private static void ReportUnused(
        FormulaSyntax formula, Declarations declarations, List<DefinitionSymbol> definitions, HashSet<BoundInput> used, ProblemBag problems)
    {
        if (!declarations.Inputs.Any(input => input.HasGradient && used.Contains(input)))
        {
            string why = declarations.Inputs.Any(input => input.Kind == InputKind.Number && !input.Domain.IsFinite && used.Contains(input))
                ? "what 'mean by' uses has none, and no other input of real numbers is used"
                : "a loss uses an input of real numbers, as x or x[C], and labels and finite domains are none";
            problems.Report(ProblemPart.Formula, BindingProblems.NoGradient, new TextRange(0, formula.Range.Length), why);
        }

        foreach (BoundInput input in declarations.Inputs)
            if (!used.Contains(input) && input.Ignoring is null)
                problems.Report(declarations.InputsPart, BindingProblems.UnusedInput, input.Range, input.Name);
        foreach (DefinitionSymbol definition in definitions)
            if (!definition.IsUsed)
                problems.Report(ProblemPart.Formula, BindingProblems.UnusedDefinition, definition.Syntax.Name.Range, definition.Name);
    }
}
