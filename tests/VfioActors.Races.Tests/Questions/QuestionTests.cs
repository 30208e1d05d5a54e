using System.Reflection;

namespace VfioActors.Races.Tests.Questions;

/// <summary>
/// Questions in the files beside this one, each with the answer that the kernel of Linux 6.12 gives, which was written
/// down before it was asked here.
/// </summary>
public sealed class QuestionTests
{
    private static Assembly Here => typeof(QuestionTests).Assembly;

    /// <summary>The file, the number of the question, what it is about, and the answer.</summary>
    public static TheoryData<string, int, string, string> Cases
    {
        get
        {
            TheoryData<string, int, string, string> all = [];
            foreach (var file in Here.GetManifestResourceNames().Order(StringComparer.Ordinal))
            {
                if (!file.StartsWith("questions-", StringComparison.Ordinal)) { continue; }
                var questions = Read(file);
                for (var at = 0; at < questions.Count; at++)
                {
                    all.Add(file, at, questions[at].Name, questions[at].Answer);
                }
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_a_kernel_does_is_answered(string file, int number, string about, string answer)
    {
        var text = Read(file)[number].Text;
        if (answer == "refused")
        {
            Assert.True(Checking.Problems(text).Length > 0, about);
            return;
        }

        Assert.Equal("", Checking.Problems(text));
        var (verdict, wanted) = (Checking.UncountedVerdict(text), answer);
        if (wanted == "inconclusive") { Assert.StartsWith("?", verdict, StringComparison.Ordinal); }
        else if (wanted == "broken") { Assert.False(verdict is "held" || verdict.StartsWith('?'), verdict); }
        else if (wanted == "held") { Assert.Equal(wanted, verdict); }
        else { Assert.Contains(wanted, verdict.Split(' ')); }
    }

    [Fact]
    public void There_are_questions() => Assert.True(Cases.Count > 230);

    private static List<(string Name, string Answer, string Text)> Read(string file)
    {
        List<(string Name, string Answer, string Text)> all = [];
        using StreamReader reader = new(Here.GetManifestResourceStream(file)!);
        foreach (var part in reader.ReadToEnd().Split("=== ", StringSplitOptions.RemoveEmptyEntries))
        {
            var end = part.IndexOf('\n', StringComparison.Ordinal);
            var head = part[..end].Split('|', StringSplitOptions.TrimEntries);
            all.Add((head[0], head[1], part[(end + 1)..]));
        }

        return all;
    }
}
