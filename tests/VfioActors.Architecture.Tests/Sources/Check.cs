namespace VfioActors.Architecture.Tests.Sources;

/// <summary>Fails a test with every offender, one a line.</summary>
public static class Check
{
    public static void None(IEnumerable<Offence> offences)
    {
        List<Offence> found = [.. offences];
        Assert.True(found.Count == 0, $"{found.Count} offenders:\n{string.Join('\n', found)}");
    }

    /// <summary>Holds every file to the rule, and refuses to be satisfied by no files at all.</summary>
    public static void Each<T>(IReadOnlyCollection<T> files, Func<T, IEnumerable<Offence>> rule)
    {
        Assert.NotEmpty(files);
        None(files.SelectMany(rule));
    }

    /// <summary>Holds a snippet to the rule: what it must say of it, "line: what" each.</summary>
    public static void Snippet(
        Func<SourceFile, IEnumerable<Offence>> rule, string path, string text, params string[] expected) =>
        Assert.Equal(expected, rule(new(path, text)).Select(offence => $"{offence.Line}: {offence.What}"));
}
