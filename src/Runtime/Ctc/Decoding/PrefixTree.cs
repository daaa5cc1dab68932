using System.Runtime.InteropServices;

namespace LossGen.Ctc;

/// <summary>The prefixes of a beam search, each by its last label and the prefix before it.</summary>
internal sealed class PrefixTree
{
    private readonly List<(int Parent, int Label, double Score)> _nodes = [(-1, -1, 0)];
    private readonly Dictionary<(int Parent, int Label), int> _children = [];

    /// <summary>The empty prefix.</summary>
    internal const int Root = 0;

    /// <summary>The last label, -1 of the empty prefix.</summary>
    internal int LabelOf(int prefix) => _nodes[prefix].Label;

    /// <summary>The sum of the scores of the labels.</summary>
    internal double ScoreOf(int prefix) => _nodes[prefix].Score;

    /// <summary>The prefix with one label more; its score is asked for once.</summary>
    internal int Extend(int prefix, int label, Func<IReadOnlyList<int>, int, double>? labelScore)
    {
        ref int child = ref CollectionsMarshal.GetValueRefOrAddDefault(_children, (prefix, label), out bool exists);
        if (!exists)
        {
            child = _nodes.Count;
            double own = labelScore is null ? 0 : labelScore(LabelsOf(prefix), label);
            _nodes.Add((prefix, label, _nodes[prefix].Score + own));
        }

        return child;
    }

    /// <summary>All labels of a prefix.</summary>
    internal int[] LabelsOf(int prefix)
    {
        List<int> labels = [];
        for (int node = prefix; node != Root; node = _nodes[node].Parent)
            labels.Add(_nodes[node].Label);
        labels.Reverse();
        return [.. labels];
    }
}
