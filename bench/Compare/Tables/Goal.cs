namespace LossGen.Bench.Tables;

/// <summary>What was to be reached in one respect.</summary>
internal sealed class Goal
{
    public static readonly string[] Columns = ["measured", "goal", "worst", "mean", "missed by", "beyond the memory"];

    private readonly string _name;
    private readonly string _wanted;
    private readonly bool _isFloor;
    private readonly double _each;
    private readonly double? _mean;

    private Goal(string name, string wanted, bool isFloor, double each, double? mean) => (_name, _wanted, _isFloor, _each, _mean) = (name, wanted, isFloor, each, mean);

    public static Goal Least(string name, string wanted, double each, double? mean = null) => new(name, wanted, isFloor: true, each, mean);

    public static Goal Most(string name, string wanted, double each, double? mean = null) => new(name, wanted, isFloor: false, each, mean);

    /// <summary>The row of what could not be measured here.</summary>
    public string[] Unmeasured(string reason) => [_name, _wanted, "", "", reason, ""];

    /// <summary>The row of what was, none where nothing was: the worst, the mean, what misses the goal, and what would at the limit too.</summary>
    public IEnumerable<string[]> Rows(IEnumerable<Measured> all)
    {
        Measured[] worstFirst = [.. _isFloor ? all.OrderBy(one => one.Figure) : all.OrderByDescending(one => one.Figure)];
        if (worstFirst.Length == 0)
            yield break;
        double mean = Figures.GeometricMean(worstFirst.Select(one => one.Figure));
        double? meanAtLimit = worstFirst.All(one => one.AtLimit is not null) ? Figures.GeometricMean(worstFirst.Select(one => one.AtLimit!.Value)) : null;
        IEnumerable<(Measured One, double Wanted)> judged = worstFirst.Select(one => (one, _each));
        if (_mean is { } wantedMean)
            judged = judged.Prepend((new("the mean", mean, meanAtLimit), wantedMean));
        ILookup<bool, Measured> missed = judged.Where(pair => Misses(pair.One.Figure, pair.Wanted))
            .ToLookup(pair => pair.One.AtLimit is { } limit && Misses(limit, pair.Wanted), pair => pair.One);
        yield return [_name, _wanted, Figures.Of(worstFirst[0].Figure), Figures.Of(mean), string.Join(", ", missed[false]), string.Join(", ", missed[true])];
    }

    private bool Misses(double figure, double wanted) => _isFloor ? figure < wanted : figure > wanted;
}
