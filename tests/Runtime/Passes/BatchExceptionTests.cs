using LossGen.Passes;

namespace LossGen.Runtime.Tests.Passes;

public sealed class BatchExceptionTests
{
    public BatchExceptionTests() => ThreadPool.SetMinThreads(16, 16);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public void The_first_failing_chunk_is_reported_when_all_threads_have_stopped(int degree)
    {
        for (int round = 0; round < 100; round++)
        {
            var running = new Running();
            var exception = Assert.Throws<TimeoutException>(
                () => Batch.Run<FailingPass, FailingPass>(new FailingPass(running, failFrom: 20), default, 64, 10_000, degree, out _));
            Assert.Equal(0, Volatile.Read(ref running.Now));
            Assert.Equal("position 20", exception.Message);
            Assert.Contains(nameof(FailingPass), exception.StackTrace, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_call_after_a_failure_is_a_call_like_any_other()
    {
        var running = new Running();
        for (int round = 0; round < 20; round++)
        {
            Assert.Throws<TimeoutException>(
                () => Batch.Run<FailingPass, FailingPass>(new FailingPass(running, failFrom: 3), default, 64, 10_000, 4, out _));
            Batch.Run<FailingPass, FailingPass>(new FailingPass(running, failFrom: 64), default, 64, 10_000, 4, out Partial partial);
            Assert.Equal(64, partial.Count);
        }
    }

    private sealed class Running
    {
        internal int Now;
    }

    private readonly struct FailingPass(Running running, int failFrom) : IPass<FailingPass>
    {
        private readonly Running _running = running;
        private readonly int _failFrom = failFrom;

        public static void Run(in FailingPass pass, in Arrays arrays, nint start, nint end, ref Partial partial)
        {
            Interlocked.Increment(ref pass._running.Now);
            Thread.SpinWait(200);
            Interlocked.Decrement(ref pass._running.Now);
            for (nint position = start; position < end; position++)
            {
                if (position >= pass._failFrom)
                    throw new TimeoutException($"position {position}");
                partial.Count++;
            }
        }
    }
}
