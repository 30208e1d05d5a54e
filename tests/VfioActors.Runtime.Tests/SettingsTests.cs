using Akka.Configuration;
using VfioActors.Runtime.Configurations;

namespace VfioActors.Runtime.Tests;

public sealed class SettingsTests
{
    private static readonly string File = System.IO.File.ReadAllText(PathOf("hocon/reference.conf"));

    public static TheoryData<string> Keys => [.. RuntimeSettings.Keys];

    [Fact]
    public void The_embedded_defaults_are_the_file_that_people_read() =>
        Assert.Equal(ConfigurationFactory.ParseString(File).ToString(), RuntimeSettings.Reference.ToString());

    [Theory, MemberData(nameof(Keys))]
    public void A_key_that_is_read_is_in_the_file_and_is_missed_when_it_is_not(string key)
    {
        var without = string.Join('\n', File.Split('\n').Where(line => !IsOf(line, key)));
        Assert.NotEqual(File, without);
        Assert.Contains(key, Assert.Throws<ConfigurationException>(
            () => RuntimeSettings.From(ConfigurationFactory.ParseString(without))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_of_the_file_is_read_by_us_or_lies_in_a_section_of_a_dispatcher()
    {
        var written = Written().ToList();
        Assert.Equal(RuntimeSettings.Keys.Order(), written.Where(key => !IsDispatchers(key)).Order());
        Assert.All(RuntimeSettings.Sections, section =>
            Assert.Contains(written, key => key.StartsWith(section + ".", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("vfio-actors.tick = 0ms")]
    [InlineData("vfio-actors.tick = soon")]
    [InlineData("vfio-actors.limits.in-flight = 0")]
    [InlineData("vfio-actors.limits.last-steps = many")]
    public void A_value_that_makes_no_sense_is_refused_with_its_key(string line)
    {
        var config = ConfigurationFactory.ParseString(line).WithFallback(RuntimeSettings.Reference);
        var refused = Assert.Throws<ConfigurationException>(() => RuntimeSettings.From(config));
        Assert.StartsWith(line.Split(' ')[0], refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_key_has_a_comment()
    {
        var lines = File.Split('\n').Select(line => line.Trim()).ToList();
        for (var at = 1; at < lines.Count; at++)
        {
            if (lines[at].Length > 0 && lines[at][0] is not ('#' or '}')
                && !lines[at].EndsWith('{')) { Assert.StartsWith("#", lines[at - 1], StringComparison.Ordinal); }
        }
    }

    private static bool IsDispatchers(string key) =>
        RuntimeSettings.Sections.Any(section => key.StartsWith(section + ".", StringComparison.Ordinal));

    private static bool IsOf(string line, string key) =>
        line.TrimStart().StartsWith(key.Split('.')[^1] + " =", StringComparison.Ordinal);

    /// <summary>The paths of all values: the file has one key or brace a line.</summary>
    private static IEnumerable<string> Written()
    {
        List<string> path = [];
        foreach (var line in File.Split('\n').Select(line => line.Trim()))
        {
            if (line.EndsWith('{')) { path.Add(line[..^1].Trim()); }
            else if (line == "}") { path.RemoveAt(path.Count - 1); }
            else if (line.Contains('=', StringComparison.Ordinal) && line[0] != '#')
            {
                yield return string.Join('.', [.. path, line.Split('=')[0].Trim()]);
            }
        }
    }

    private static string PathOf(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (System.IO.File.Exists(Path.Combine(folder.FullName, path)))
            {
                return Path.Combine(folder.FullName, path);
            }
        }

        throw new FileNotFoundException(path);
    }
}
