using CsCheck;
using LossGen.Generator.Binding;

namespace LossGen.Definitions.Tests.Calls;

/// <content>Draws many for one check.</content>
internal sealed partial class Drawn
{
    /// <summary>
    /// Runs a check on small batches, the same ones in every run, so that a build doesn't hang on luck; with LOSSGEN_DRAW=anew
    /// they are drawn anew. The drawn loss says itself, and CsCheck prints the seed of a failure.
    /// </summary>
    public static void ForAll(string name, int overload, int cases, Action<Drawn> check)
        => ForAll(name, overload, cases, Shape.Small, check);

    public static void ForAll(string name, int overload, int cases, Gen<Shape> shapes, Action<Drawn> check)
    {
        (LossUnderTest loss, BoundLoss formula) = EveryLoss.Named(name, overload);
        if (Environment.GetEnvironmentVariable("LOSSGEN_DRAW") == "anew")
        {
            shapes.Sample(CheckOne, iter: cases, threads: 1);
            return;
        }

        // A seed of its own for each loss: string hashes differ from run to run.
        var random = new PCG(1, name.Aggregate((ulong)overload + 1, static (hash, letter) => hash * 1_099_511_628_211 ^ letter));
        for (int i = 0; i < cases; i++)
            CheckOne(shapes.Generate(random, null, out _));

        void CheckOne(Shape shape)
        {
            Drawn drawn = From(loss, formula, shape);
            try
            {
                check(drawn);
            }
            catch (Exception exception) when (exception is not Xunit.Sdk.XunitException { Message: [.., ')'] })
            {
                throw new InvalidOperationException($"{exception.Message} ({drawn})", exception);
            }
        }
    }
}
