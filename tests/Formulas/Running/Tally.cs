using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using LossGen.Formulas.Tests.Drawing;
using LossGen.Generator.Problems;

namespace LossGen.Formulas.Tests.Running;

/// <summary>How many formulas came how far, and what was said of them.</summary>
/// <param name="report">Is told of each failure at once.</param>
internal sealed class Tally(Action<string>? report = null)
{
    public int Drawn;
    public int Parsed;
    public int Bound;
    public int Compiled;
    public int Built;
    public int Run;
    public int Compared;

    /// <summary>Gradients that were read back as they are printed.</summary>
    public int Printed;

    /// <summary>Numbers that were compared with the naive evaluator, and those where the plain form itself has no number.</summary>
    public long Numbers;
    public long WithoutNumber;

    /// <summary>Batches, and those left out because rounding decides which case a loss takes.</summary>
    public int Batches;
    public int DecidedByRounding;

    /// <summary>Slopes that were compared with central differences, and those with a corner within reach of the step.</summary>
    public long Slopes;
    public long AtCorners;

    private readonly ConcurrentDictionary<string, int> _ids = [];

    public ConcurrentQueue<string> Failures { get; } = [];

    public IEnumerable<string> Ids => _ids.Keys.Order(StringComparer.Ordinal);

    /// <summary>What the compiler said of a formula.</summary>
    /// <returns>Whether it is a loss.</returns>
    public bool Told(int seed, RandomLoss loss, IEnumerable<Problem> problems)
    {
        Interlocked.Increment(ref Drawn);
        foreach (string id in problems.Select(problem => problem.Kind.Id).Distinct())
            _ids.AddOrUpdate(id, 1, static (_, count) => count + 1);
        Problem[] errors = [.. problems.Where(problem => problem.IsError)];
        if (!Array.Exists(errors, problem => problem.Kind.Id.StartsWith("LOSS02", StringComparison.Ordinal)))
            Interlocked.Increment(ref Parsed);
        if (errors.Length == 0)
            Interlocked.Increment(ref Bound);
        else
            Refused.Enqueue($"seed {seed}: {errors[0].Kind.Id} {errors[0].Message}\n    {loss}");
        return errors.Length == 0;
    }

    /// <summary>The formulas that don't bind, with what they earn.</summary>
    public ConcurrentQueue<string> Refused { get; } = [];

    public void Fail(int seed, RandomLoss loss, string what)
    {
        string failure = $"seed {seed}: {loss}\n    {what}";
        Failures.Enqueue(failure);
        report?.Invoke(failure);
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"drawn {Drawn:N0}, parsed {Parsed:N0}, bound {Bound:N0}, compiled {Compiled:N0}, built by the C# compiler {Built:N0}, run {Run:N0}, compared {Compared:N0}; gradients read back as they are printed {Printed:N0}\n");
        text.Append(CultureInfo.InvariantCulture, $"numbers compared with the naive evaluator {Numbers:N0}; {WithoutNumber:N0} more have none in the plain form\n");
        text.Append(CultureInfo.InvariantCulture, $"batches {Batches:N0}; in {DecidedByRounding:N0} rounding decides which case a loss takes: left out\n");
        text.Append(CultureInfo.InvariantCulture, $"slopes compared with central differences {Slopes:N0}; {AtCorners:N0} more were too near to a corner\n");
        text.Append(CultureInfo.InvariantCulture, $"ids: {string.Join(", ", _ids.OrderBy(id => id.Key, StringComparer.Ordinal).Select(id => string.Create(CultureInfo.InvariantCulture, $"{id.Key} {id.Value:N0}")))}\n");
        text.Append(CultureInfo.InvariantCulture, $"failures: {Failures.Count}\n");
        return text.ToString();
    }
}
