using CsCheck;

namespace LossGen.Ctc.Tests;

public class TextTests
{
    private static readonly Gen<string> s_words = Gen.String[Gen.Char["abc"], 0, 6];

    [Fact]
    public void Distance_is_the_least_number_of_edits()
        => Gen.Select(s_words, s_words).Sample((a, b) => Assert.Equal(Least(a, b), EditDistance.Between<char>(a, b)));

    [Theory]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("", "abc", 3)]
    [InlineData("abc", "", 3)]
    [InlineData("", "", 0)]
    public void Known_distances(string a, string b, int expected) => Assert.Equal(expected, EditDistance.Between<char>(a, b));

    [Fact]
    public void Rates_weigh_by_the_length_of_the_truth()
    {
        Assert.Equal(3.0 / 9, EditDistance.CharacterErrorRate([("abxd", "abcd"), ("abc", "abcde")]));
        Assert.Equal(2.0 / 5, EditDistance.WordErrorRate([("the  cat sat", "the cat sat"), ("a dog too", "the dog")]));
        Assert.Equal(double.PositiveInfinity, EditDistance.CharacterErrorRate([("a", "")]));
        Assert.True(double.IsNaN(EditDistance.WordErrorRate([])));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(4)]
    public void Codec_is_a_round_trip_around_blank(int blank)
    {
        var codec = new LabelCodec("aé😀z", blank);
        int[] labels = codec.Encode("z😀éa");
        Assert.Equal(5, codec.C);
        Assert.Equal(4, labels.Distinct().Count());
        Assert.DoesNotContain(blank, labels);
        Assert.Equal("z😀éa", codec.Decode(labels));
        Assert.Equal("aa", codec.Decode([codec.Encode("a")[0], blank, codec.Encode("a")[0]]));
    }

    [Fact]
    public void Codec_refuses_what_it_does_not_know()
    {
        Assert.Throws<ArgumentException>(() => new LabelCodec("aba"));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LabelCodec("ab", 3));
        Assert.Throws<ArgumentException>(() => new LabelCodec("ab").Encode("abc"));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LabelCodec("ab").Decode([3]));
    }

    // The definition, by recursion.
    private static int Least(string a, string b)
    {
        if (a.Length == 0 || b.Length == 0)
            return a.Length + b.Length;
        int rest = Least(a[1..], b[1..]) + (a[0] == b[0] ? 0 : 1);
        return Math.Min(rest, Math.Min(Least(a[1..], b), Least(a, b[1..])) + 1);
    }
}
