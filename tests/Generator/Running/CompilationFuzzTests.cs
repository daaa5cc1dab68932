using System.Collections.Immutable;
using System.Diagnostics;
using CsCheck;
using LossGen.Generator.Binding;
using LossGen.Generator.Problems;

namespace LossGen.Generator.Running;

/// <summary>What binds goes through the whole compiler: algebra, lowering and emission throw for no text either.</summary>
public sealed class CompilationFuzzTests(ITestOutputHelper output)
{
    [Fact]
    public void What_binds_becomes_a_file()
    {
        long compiled = 0;
        (TimeSpan Time, string Formula) slowest = default;
        Gen.OneOf(FuzzTests.Valid, FuzzTests.Mutated).Sample(
            formula =>
            {
                if (Bound.Of(formula, FormulaGrammar.Inputs, FormulaGrammar.Parameters).Loss is null)
                    return;
                long start = Stopwatch.GetTimestamp();
                CompiledLoss loss = Compiler.Compile(Declare(formula), new ProjectFacts(HasGradCheck: true), CancellationToken.None);
                TimeSpan time = Stopwatch.GetElapsedTime(start);
                if (string.Concat(loss.File.Pieces).Contains("#error", StringComparison.Ordinal) != loss.Problems.Any(problem => problem.IsError))
                    throw new InvalidOperationException($"an error without #error, or the contrary: {formula}");
                Interlocked.Increment(ref compiled);
                lock (output)
                {
                    if (time > slowest.Time)
                        slowest = (time, formula);
                }
            },
            iter: FuzzTests.Cases / 200);
        output.WriteLine($"{compiled} compiled; the slowest took {slowest.Time.TotalMilliseconds:F0} ms: {slowest.Formula}");

        // A generator that no longer makes sense would prove nothing.
        Assert.True(compiled > FuzzTests.Cases / 200 * 0.2, $"{compiled} of {FuzzTests.Cases / 200} formulas were compiled");
    }

    private static LossDeclaration Declare(string formula) => new(
        "FuzzedLoss", "Test", ImmutableArray<ContainingType>.Empty, "FuzzedLoss", "", Bound.Parameters(FormulaGrammar.Parameters),
        new[] { new FormulaDeclaration(formula, FormulaGrammar.Inputs) }, true, false, ImmutableArray<Problem>.Empty);
}
