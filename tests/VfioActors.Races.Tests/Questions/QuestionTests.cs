using System.Reflection;

namespace VfioActors.Races.Tests.Questions;

/// <summary>
/// Questions in the files beside this one, each with the answer that the kernel of Linux 6.12 gives, which was written
/// down before it was asked here.
/// </summary>
public sealed class QuestionTests
{
    private static Assembly Here => typeof(QuestionTests).Assembly;

    /// <summary>The file, the number of the question in it, and the answer.</summary>
    public static TheoryData<string, int, string> Cases
    {
        get
        {
            TheoryData<string, int, string> all = [];
            foreach (var file in Here.GetManifestResourceNames().Order(StringComparer.Ordinal))
            {
                if (!file.StartsWith("questions-", StringComparison.Ordinal)) { continue; }
                var questions = Read(file);
                for (var at = 0; at < questions.Count; at++)
                {
                    all.Add(file, at, questions[at].Answer);
                }
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_a_kernel_does_is_answered(string file, int number, string answer) =>
        Assert.Equal(answer, Answered(Read(file)[number].Text, answer));

    [Fact]
    public void There_are_questions() => Assert.True(Cases.Count > 400);

    /// <summary>The answer that is wanted, if it is among those that are given; otherwise what is given.</summary>
    private static string Answered(string text, string wanted)
    {
        var problems = Checking.Problems(text);
        if (problems.Length > 0) { return wanted == "refused" ? wanted : problems; }
        var verdict = Checking.UncountedVerdict(text);
        var isGiven = wanted switch
        {
            "inconclusive" => verdict.StartsWith('?'),
            "broken" => verdict != "held" && !verdict.StartsWith('?'),
            _ => verdict.Split(' ').Contains(wanted),
        };
        return isGiven ? wanted : verdict;
    }

    private static List<(string Answer, string Text)> Read(string file)
    {
        List<(string Answer, string Text)> all = [];
        using StreamReader reader = new(Here.GetManifestResourceStream(file)!);
        foreach (var part in reader.ReadToEnd().Split("=== ", StringSplitOptions.RemoveEmptyEntries))
        {
            var end = part.IndexOf('\n', StringComparison.Ordinal);
            var head = part[..end].Split('|', StringSplitOptions.TrimEntries);
            all.Add((head[1], part[(end + 1)..]));
        }

        return all;
    }
}
