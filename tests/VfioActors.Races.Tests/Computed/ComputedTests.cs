using System.Reflection;

namespace VfioActors.Races.Tests.Computed;

/// <summary>
/// Programs of one thread, drawn at random, with what each variable ended with when GCC 12 had compiled them
/// (-O1 -fwrapv -funsigned-char): conversions, shifts, divisions, enumerations, pointers, loops and calls.
/// </summary>
public sealed class ComputedTests
{
    public static TheoryData<string> Names => [.. Resources.Order(StringComparer.Ordinal)];

    private static Assembly Here => typeof(ComputedTests).Assembly;

    private static IEnumerable<string> Resources =>
        Here.GetManifestResourceNames().Where(name => name.StartsWith("computed-", StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void Variables_end_with_what_a_compiled_program_has(string name)
    {
        using StreamReader reader = new(Here.GetManifestResourceStream(name)!);
        Assert.Equal("held", Checking.Verdict(reader.ReadToEnd()));
    }

    [Fact]
    public void There_are_some() => Assert.Equal(16, Names.Count);
}
