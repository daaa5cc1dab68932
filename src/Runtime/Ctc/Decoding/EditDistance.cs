namespace LossGen;

/// <summary>How far a recognised sequence is from the true one.</summary>
public static class EditDistance
{
    /// <summary>The least number of insertions, deletions and substitutions that make one sequence of the other.</summary>
    public static int Between<T>(ReadOnlySpan<T> recognised, ReadOnlySpan<T> truth)
        where T : IEquatable<T>
    {
        int[] row = new int[truth.Length + 1];
        for (int j = 0; j < row.Length; j++)
            row[j] = j;
        for (int i = 0; i < recognised.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i + 1;
            for (int j = 1; j < row.Length; j++)
            {
                int substituted = diagonal + (recognised[i].Equals(truth[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }

    /// <summary>
    /// The edits of all pairs divided by the characters (UTF-16 code units) of all truths: 0 is perfect, and it may exceed 1.
    /// NaN if there are neither, +∞ if there are edits and no truth.
    /// </summary>
    public static double CharacterErrorRate(IEnumerable<(string Recognised, string Truth)> pairs)
        => Rate(pairs, (recognised, truth) => (Between<char>(recognised, truth), truth.Length));

    /// <summary>The same of words: what white space separates.</summary>
    public static double WordErrorRate(IEnumerable<(string Recognised, string Truth)> pairs)
        => Rate(pairs, (recognised, truth) =>
        {
            string[] words = Words(truth);
            return (Between<string>(Words(recognised), words), words.Length);
        });

    private static double Rate(
        IEnumerable<(string Recognised, string Truth)> pairs, Func<string, string, (int Edits, int Length)> count)
    {
        long edits = 0;
        long length = 0;
        foreach ((string recognised, string truth) in pairs)
        {
            (int moreEdits, int moreLength) = count(recognised, truth);
            edits += moreEdits;
            length += moreLength;
        }

        return (double)edits / length;
    }

    private static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
