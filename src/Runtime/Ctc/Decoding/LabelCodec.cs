using System.Text;

namespace LossGen;

/// <summary>Text to labels and back: the characters of an alphabet are the classes in order, with blank put in among them.</summary>
public sealed class LabelCodec
{
    private readonly Rune?[] _characters;
    private readonly Dictionary<Rune, int> _labels = [];

    /// <summary>A codec of an alphabet.</summary>
    /// <param name="alphabet">The characters, Unicode scalar values, each once.</param>
    /// <param name="blank">The class of blank; the characters take the other classes in order.</param>
    /// <exception cref="ArgumentException">A character occurs twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Blank lies outside of 0 … number of characters.</exception>
    public LabelCodec(string alphabet, int blank = 0)
    {
        ArgumentNullException.ThrowIfNull(alphabet);
        Rune[] characters = [.. alphabet.EnumerateRunes()];
        if ((uint)blank > (uint)characters.Length)
            throw new ArgumentOutOfRangeException(nameof(blank), blank, $"With {characters.Length} characters, blank is 0 to {characters.Length}.");

        Blank = blank;
        _characters = new Rune?[characters.Length + 1];
        for (int i = 0; i < characters.Length; i++)
        {
            int label = i < blank ? i : i + 1;
            _characters[label] = characters[i];
            if (!_labels.TryAdd(characters[i], label))
                throw new ArgumentException($"'{characters[i]}' occurs twice in the alphabet.", nameof(alphabet));
        }
    }

    /// <summary>The class of blank.</summary>
    public int Blank { get; }

    /// <summary>The number of classes, blank included: the C of <see cref="CtcLoss"/>.</summary>
    public int C => _characters.Length;

    /// <summary>The labels of a text.</summary>
    /// <exception cref="ArgumentException">A character isn't in the alphabet.</exception>
    public int[] Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<int> labels = [];
        foreach (Rune character in text.EnumerateRunes())
        {
            if (!_labels.TryGetValue(character, out int label))
                throw new ArgumentException($"'{character}' (U+{character.Value:X4}) isn't in the alphabet.", nameof(text));
            labels.Add(label);
        }

        return [.. labels];
    }

    /// <summary>The text of labels; blanks are left out, and nothing is merged.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A label is no class.</exception>
    public string Decode(ReadOnlySpan<int> labels)
    {
        StringBuilder text = new();
        foreach (int label in labels)
        {
            if ((uint)label >= (uint)C)
                throw new ArgumentOutOfRangeException(nameof(labels), label, $"Labels are 0 to {C - 1}.");
            if (_characters[label] is { } character)
                text.Append(character.ToString());
        }

        return text.ToString();
    }
}
