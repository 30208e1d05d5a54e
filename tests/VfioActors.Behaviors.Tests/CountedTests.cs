using VfioActors.Behaviors.Values;

namespace VfioActors.Behaviors.Tests;

/// <summary>Numbers with their nouns.</summary>
public sealed class CountedTests
{
    [Theory]
    [InlineData(0, "0 pages")]
    [InlineData(1, "1 page")]
    [InlineData(-1, "-1 pages")]
    [InlineData(12345, "12345 pages")]
    public void One_is_one_and_all_else_are_many(long number, string expected) =>
        Assert.Equal(expected, Counted.Of(number, "page"));

    [Theory]
    [InlineData(1, "1 entry")]
    [InlineData(2, "2 entries")]
    [InlineData(12_345_678, "12,345,678 entries")]
    public void Large_numbers_have_commas_for_people(long number, string expected) =>
        Assert.Equal(expected, Counted.Grouped(number, "entry", "entries"));
}
