using LossGen.Generator.Adapters;
using LossGen.Generator.Algebra;
using LossGen.Generator.Binding;
using LossGen.Generator.Emission;
using LossGen.Generator.Functions;
using LossGen.Generator.Problems;
using LossGen.Generator.Syntax;

namespace LossGen.Generator;

/// <summary>From a declaration to a file: the order of the rooms, and nothing else.</summary>
internal static class Compiler
{
    public static CompiledLoss Compile(LossDeclaration declaration, ProjectFacts facts, CancellationToken cancellation) =>
        Compile(declaration, facts, Catalogue.Default, cancellation);

    public static CompiledLoss Compile(
        LossDeclaration declaration, ProjectFacts facts, Catalogue catalogue, CancellationToken cancellation) =>
        Compile(declaration, facts, catalogue, hasFindings: true, cancellation);

    /// <summary>
    /// The same without what numbers may do in the formulas: no file depends on that, and looking for it may take as long as
    /// the file does.
    /// </summary>
    public static CompiledLoss CompileFile(LossDeclaration declaration, ProjectFacts facts, CancellationToken cancellation) =>
        Compile(declaration, facts, Catalogue.Default, hasFindings: false, cancellation);

    private static CompiledLoss Compile(
        LossDeclaration declaration, ProjectFacts facts, Catalogue catalogue, bool hasFindings, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var (bound, problems) = Bind(declaration, catalogue, hasFindings, cancellation);
        if (problems.Any(static p => p.IsError))
            return new CompiledLoss(ErrorFile.Write(declaration, facts, problems, Outlines(declaration, catalogue)), problems);

        var programs = bound.Select(loss => Lowered(Passes.Run(loss!, catalogue, cancellation))).ToArray();
        return new CompiledLoss(LossFile.Write(declaration, programs), problems)
        {
            Adapters = AdapterFiles.Write(declaration, programs.Select(static p => LossSignature.Of(p.Terms.Loss, p.Shapes)), facts),
        };

        Lowering.Program Lowered(LossTerms terms)
        {
            var program = Lowering.Program.Of(terms, hasNotes: false, cancellation);
            return facts.HasGradCheck && program.HasGradients ? program.WithSides(Sides.Of(terms, cancellation), cancellation) : program;
        }
    }

    /// <summary>The adapters of a loss that another project compiled.</summary>
    public static EquatableArray<AdapterFile> Adapt(LossDeclaration declaration, ProjectFacts facts, CancellationToken cancellation)
    {
        var (bound, problems) = Bind(declaration, Catalogue.Default, hasFindings: false, cancellation);
        if (problems.FirstOrDefault(static p => p.IsError) is { } error)
            throw new InvalidOperationException($"The loss was compiled, and its formula has an error: {error.Message}");
        return AdapterFiles.Write(
            declaration, bound.Select(loss => LossSignature.Of(loss!, Lowering.Shapes.Of(Passes.Run(loss!, Catalogue.Default, cancellation)))), facts);
    }

    /// <summary>Every stage of the formula of that number: the debugging aid, and the main snapshot of a loss.</summary>
    /// <exception cref="ArgumentException">The formula has an error.</exception>
    public static string Explain(LossDeclaration declaration, int formula, Catalogue catalogue, CancellationToken cancellation)
    {
        var (bound, problems) = Bind(declaration, catalogue, cancellation);
        var loss = bound[formula] ?? throw new ArgumentException(problems.First(static p => p.IsError).Message, nameof(declaration));
        return Explanation.Of(Lowering.Program.Of(Passes.Run(loss, catalogue, cancellation), hasNotes: true, cancellation));
    }

    /// <summary>What each formula means, null where it has an error, and all that is wrong.</summary>
    public static (IReadOnlyList<BoundLoss?> Bound, Problem[] Problems) Bind(
        LossDeclaration declaration, Catalogue catalogue, CancellationToken cancellation) => Bind(declaration, catalogue, hasFindings: true, cancellation);

    private static (IReadOnlyList<BoundLoss?> Bound, Problem[] Problems) Bind(
        LossDeclaration declaration, Catalogue catalogue, bool hasFindings, CancellationToken cancellation)
    {
        var problems = new List<Problem>(declaration.Problems);
        if (problems.Any(static p => p.IsError))
            return ([], problems.ToArray());

        var bound = new List<BoundLoss?>();
        for (int i = 0; i < declaration.Formulas.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var bag = new ProblemBag(i);
            var inputs = declaration.Formulas[i].Inputs is { } text ? Parser.ParseInputs(text, bag) : null;
            var formula = Parser.ParseFormula(declaration.Formulas[i].Formula, bag);
            BoundLoss? loss = bag.HasErrors ? null : FormulaBinder.Bind(formula, inputs, declaration.Parameters, catalogue, bag);
            if (loss is not null && hasFindings)
                NumericFindings.Report(loss, catalogue, bag, cancellation);
            bound.Add(loss);
            problems.AddRange(bag.Items);
        }

        problems.AddRange(Overloads.Check(bound));
        return (bound, problems.ToArray());
    }

    /// <summary>Of a declaration with an error, the formulas of which at least inputs, axes and parameters can be made out.</summary>
    public static IReadOnlyList<BoundLoss> Outlines(LossDeclaration declaration, Catalogue catalogue)
    {
        var outlines = new List<BoundLoss>();
        foreach (var (text, inputsText) in declaration.Formulas)
        {
            var bag = new ProblemBag();
            var inputs = inputsText is null ? null : Parser.ParseInputs(inputsText, bag);
            if (bag.HasErrors || FormulaBinder.Outline(Parser.ParseFormula(text, bag), inputs, declaration.Parameters, catalogue) is not { } outline)
                continue;

            // A parameter that C# wouldn't let through is no input, though nothing else has its name now.
            if (!outline.Inputs.Any(input => declaration.Problems.Any(problem => problem.Subject == input.Name)))
                outlines.Add(outline);
        }

        return outlines;
    }
}
