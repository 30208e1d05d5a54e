namespace VfioActors.Vfio.Tests.Coverage;

/// <summary>
/// Every operation of every system meets every answer that its specification gives it, and no other answer.
/// </summary>
public sealed class ErrnoCoverageTests
{
    private const string Command =
        "VFIOACTORS_ERRNOS=1 dotnet test -c Release tests/VfioActors.Vfio.Tests --filter ErrnoCoverageTests";

    private static string Page
    {
        get
        {
            var root = new DirectoryInfo(AppContext.BaseDirectory);
            while (root.GetFiles("VfioActors.sln").Length == 0)
            {
                root = root.Parent ?? throw new DirectoryNotFoundException("the tests run outside of the repository");
            }

            return Path.Combine(root.FullName, "docs", "errnos.md");
        }
    }

    public static TheoryData<string> Systems => [.. ErrnoRow.All.Select(row => row.System).Distinct()];

    [Fact]
    public void No_pair_is_said_twice() =>
        Assert.Empty(ErrnoRow.All.GroupBy(row => row.Pair).Where(same => same.Count() > 1).Select(same => same.Key));

    [Theory, MemberData(nameof(Systems))]
    public void Every_pair_has_a_witness_or_a_reason_why_not(string system)
    {
        var due = ErrnoRow.All.Where(row => row.System == system && row.Without.Length == 0).Select(row => row.Pair);
        var found = Witness.All.Where(witness => witness.System == system).Select(witness => witness.Pair);
        Assert.Equal(due.Order(StringComparer.Ordinal), found.Distinct().Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Systems))]
    public void Every_witness_is_answered_so(string system)
    {
        List<string> wrong = [];
        foreach (var witness in Witness.All.Where(witness => witness.System == system))
        {
            var answer = witness.Call();
            if (answer != witness.Error) { wrong.Add($"{witness.Pair}, {witness.When}: {ErrnoRow.Text(answer)}"); }
        }

        Assert.Equal([], wrong);
    }

    [Fact]
    public void The_page_is_what_the_table_says()
    {
        var written = ErrnoPage.Of(ErrnoRow.All, Witness.All);
        if (Environment.GetEnvironmentVariable("VFIOACTORS_ERRNOS") is not null) { File.WriteAllText(Page, written); }
        var committed = File.Exists(Page) ? File.ReadAllText(Page).ReplaceLineEndings("\n") : "";
        Assert.True(written == committed, $"docs/errnos.md is not what the table says: {Command}");
    }
}
