namespace LossGen.Ctc.Tests;

/// <summary>No call after the first leaves garbage, on any thread.</summary>
[Collection(nameof(AllocationTests))]
public class AllocationTests
{
    [Theory]
    [MemberData(nameof(CallTests.Entries), MemberType = typeof(CallTests))]
    public void Nothing_is_allocated(bool logits)
    {
        float[] scores = CallTests.Scores(logits);
        double[] doubles = [.. scores.Select(x => (double)x)];
        float[] gradient = new float[scores.Length];
        double[] doubleGradient = new double[scores.Length];
        int[] targets = CallTests.Batch.Concatenated;
        int[] lengths = CallTests.Batch.TargetLengths;
        foreach (int threads in (int[])[1, 2])
        {
            var ctc = new CtcLoss(CallTests.Batch.Blank) { MaxDegreeOfParallelism = threads };
            void Run()
            {
                if (logits)
                {
                    ctc.BackwardFromLogits(scores, targets, CallTests.Batch.InputLengths, lengths, CallTests.Batch.C, gradient);
                    ctc.BackwardFromLogits(doubles, targets, CallTests.Batch.InputLengths, lengths, CallTests.Batch.C, doubleGradient);
                }
                else
                {
                    ctc.Backward(scores, targets, CallTests.Batch.InputLengths, lengths, CallTests.Batch.C, gradient);
                    ctc.Backward(doubles, targets, CallTests.Batch.InputLengths, lengths, CallTests.Batch.C, doubleGradient);
                }
            }

            // On all threads; others in this process may allocate a little meanwhile, a call that allocates does so every time.
            Run();
            long least = long.MaxValue;
            for (int attempt = 0; attempt < 12 && least > 0; attempt++)
            {
                long before = GC.GetTotalAllocatedBytes(precise: true);
                for (int round = 0; round < 100; round++)
                    Run();
                least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
            }

            Assert.Equal(0, least);
        }
    }
}

/// <summary>Alone in the process: what is measured is what every thread allocates.</summary>
[CollectionDefinition(nameof(AllocationTests), DisableParallelization = true)]
public sealed class AllocationCollection;
