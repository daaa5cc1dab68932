using CsCheck;
using LossGen.Passes;

namespace LossGen.Runtime.Tests.Validation;

public sealed class LabelsTests
{
    [Fact]
    public void Every_place_and_width_is_looked_at()
    {
        foreach (int length in Enumerable.Range(1, 40))
        {
            foreach (int bad in (ReadOnlySpan<int>)[-1, 10, int.MinValue, int.MaxValue])
            {
                for (int place = 0; place < length; place++)
                {
                    int[] labels = [.. Enumerable.Range(0, length).Select(index => index % 10)];
                    labels[place] = bad;
                    long[] wide = [.. labels.Select(label => (long)label)];
                    foreach (Action check in (Action[])
                        [
                            () => Labels.InRange(labels, 10, 1, "y"),
                            () => Labels.InRange(wide, 10, 1, "y"),
                            () => Labels.CountRead(labels, 10, -100, 1, "y"),
                            () => Labels.CountRead(wide, 10, -100, 1, "y"),
                            () => Labels.ListsInRange(labels, length, 10, 1, "y"),
                            () => Labels.ListsInRange(labels, length, -7, 10, 1, "y"),
                            () => Labels.ListsInRange(wide, length, -7, 10, 1, "y"),
                        ])
                    {
                        var exception = Assert.Throws<ArgumentOutOfRangeException>("y", check);
                        Assert.Equal(bad, Convert.ToInt64(exception.ActualValue, null));
                    }
                }
            }
        }
    }

    [Fact]
    public void A_long_label_is_not_cut_off()
        => Assert.Throws<ArgumentOutOfRangeException>("y", () => Labels.InRange([1L << 32], 10, 1, "y"));

    [Fact]
    public void Counts_what_isnt_ignored()
        => Gen.Select(Gen.Int[-1, 4].Array[0, 100], Gen.Int[-2, 5]).Sample((labels, ignored) =>
        {
            bool fits = labels.All(label => label == ignored || label is >= 0 and < 4);
            long[] wide = [.. labels.Select(label => (long)label)];
            if (fits)
            {
                int expected = labels.Count(label => label != ignored);
                Assert.Equal(expected, Labels.CountRead(labels, 4, ignored, 1, "y"));
                Assert.Equal(expected, Labels.CountRead(wide, 4, ignored, 1, "y"));
            }
            else
            {
                int first = Array.FindIndex(labels, label => label != ignored && (label is < 0 or >= 4));
                foreach (Action check in (Action[])
                    [() => Labels.CountRead(labels, 4, ignored, 1, "y"), () => Labels.CountRead(wide, 4, ignored, 1, "y")])
                {
                    var exception = Assert.Throws<ArgumentOutOfRangeException>("y", check);
                    Assert.Contains($"in sample {first};", exception.Message, StringComparison.Ordinal);
                }
            }
        });

    [Fact]
    public void An_ignored_value_that_no_int_has_ignores_nothing()
        => Assert.Equal(3, Labels.CountRead([0, 1, 2], 4, 1L << 40, 1, "y"));

    [Fact]
    public void The_first_offender_is_named_with_its_sample_and_the_range()
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>(
            "y", () => Labels.CountRead([0, -100, 9, 12, 13], 10, -100, 1, "y"));
        Assert.StartsWith(
            "y is 12 in sample 3; labels are 0 to 9, or -100 to be ignored.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void With_inner_the_position_is_named_too()
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>(
            "y", () => Labels.InRange([0, 1, 2, 3, 4, 5, 6, -3], 10, 3, "y"));
        Assert.StartsWith(
            "y is -3 in sample 2, inner position 1 (element 7); labels are 0 to 9.",
            exception.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_class_no_label_is_right()
    {
        Labels.InRange(ReadOnlySpan<int>.Empty, 0, 1, "y");
        Assert.Equal(0, Labels.CountRead([-1, -1], 0, -1, 1, "y"));
        var exception = Assert.Throws<ArgumentOutOfRangeException>("y", () => Labels.InRange([0], 0, 1, "y"));
        Assert.StartsWith("y is 0 in sample 0; there is no class to name.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_follows_the_end_of_a_list_isnt_read()
    {
        Labels.ListsInRange([3, 0, -1, 77, 1, 2, 3, 0], 4, -1, 4, 1, "y");
        var exception = Assert.Throws<ArgumentOutOfRangeException>(
            "y", () => Labels.ListsInRange([3, 0, -1, 77, 1, 4, -1, 0], 4, -1, 4, 1, "y"));
        Assert.StartsWith(
            "y is 4 in sample 1 (element 5); labels are 0 to 3, or -1 to end the list.",
            exception.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Lists_run_across_the_inner_positions()
    {
        // One sample, J = 3, inner = 2: the lists are (0, -1, 9) and (1, 2, 3).
        Labels.ListsInRange([0, 1, -1, 2, 9, 3], 3, -1, 4, 2, "y");
        var exception = Assert.Throws<ArgumentOutOfRangeException>(
            "y", () => Labels.ListsInRange([0L, 1, -1, 2, 9, 8], 3, -1, 4, 2, "y"));
        Assert.StartsWith("y is 8 in sample 0, inner position 1 (element 5)", exception.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>("y", () => Labels.ListsInRange([0, 1, -1, 2, 9, 3], 3, 4, 2, "y"));
    }

    [Fact]
    public void Empty_lists_are_right()
    {
        Labels.ListsInRange(ReadOnlySpan<int>.Empty, 0, -1, 4, 1, "y");
        Labels.ListsInRange(ReadOnlySpan<long>.Empty, 0, 4, 1, "y");
    }
}
