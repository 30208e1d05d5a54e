using VfioActors.Cli.Terminals;
using VfioActors.Scenarios;
using VfioActors.Tracing;

namespace VfioActors.Cli.Tests;

/// <summary>The pages in docs/catalogue are generated, and are what the program writes now.</summary>
public sealed class CatalogueTests : IDisposable
{
    private const string Command = "dotnet run -c Release --project tools/VfioActors.Cli -- museum --pages docs/catalogue";

    private const string Notes = """
        {
          "title": "A bank",
          "about": ["It keeps money."],
          "defects": { "ID": { "question": "Who pays?", "source": "A mail.", "upstream": "Never." } }
        }
        """;

    private readonly Desk _desk = new();

    public static TheoryData<string> Systems => [.. Names];

    private static IEnumerable<string> Names => DefectCatalog.All.Select(defect => defect.Subsystem).Distinct();

    private static string Folder
    {
        get
        {
            var root = new DirectoryInfo(AppContext.BaseDirectory);
            while (root.GetFiles("VfioActors.sln").Length == 0)
            {
                root = root.Parent ?? throw new DirectoryNotFoundException("the tests run outside of the repository");
            }

            return Path.Combine(root.FullName, "docs", "catalogue");
        }
    }

    public void Dispose() => _desk.Dispose();

    [Theory, MemberData(nameof(Systems))]
    public void A_page_is_what_the_program_writes_now(string system)
    {
        File.Copy(Path.Combine(Folder, $"{system}.json"), _desk.PathOf($"{system}.json"));
        var answer = Answer.To(
            "museum", "--system", system, "--pages", _desk.Folder, "--out", _desk.PathOf("traces"));
        Assert.Equal(ExitCode.Held, answer.Code);
        var written = File.ReadAllText(_desk.PathOf($"{system}.md"));
        var committed = File.ReadAllText(Path.Combine(Folder, $"{system}.md")).ReplaceLineEndings("\n");
        Assert.True(
            written == committed,
            $"docs/catalogue/{system}.md is not what is written now: {Command}\n{FirstDifference(committed, written)}");
    }

    [Fact]
    public void Every_file_of_the_catalogue_belongs_to_a_system_that_its_list_names()
    {
        string[] systems = [.. Names.Order(StringComparer.Ordinal)];
        string[] Files(string extension) =>
        [
            .. Directory.GetFiles(Folder, $"*.{extension}").Select(path => Path.GetFileNameWithoutExtension(path))
                .Where(name => name != "README").Order(StringComparer.Ordinal),
        ];
        Assert.Equal(systems, Files("md"));
        Assert.Equal(systems, Files("json"));
        var list = File.ReadAllText(Path.Combine(Folder, "README.md"));
        Assert.All(systems, system => Assert.Contains($"]({system}.md)", list, StringComparison.Ordinal));
    }

    [Fact]
    public void A_page_has_the_words_of_the_notes_and_the_ladder_that_was_found()
    {
        _desk.Write("bank.json", Notes.Replace("ID", "BANK-01", StringComparison.Ordinal));
        Assert.Equal(ExitCode.Held, Bank().Code);
        var page = File.ReadAllText(_desk.PathOf("bank.md"));
        Assert.Contains("- Question: Who pays?\n- Source (", page, StringComparison.Ordinal);
        Assert.Contains("explore bank-deposits --defect BANK-01\n", page, StringComparison.Ordinal);
        Assert.Contains("\nblamed    BANK-01\n", page, StringComparison.Ordinal);
        var trace = TraceReader.ReadFile(Assert.Single(Directory.GetFiles(_desk.PathOf("traces"))));
        Assert.Contains($"\nBug {TraceName.Of(trace)}.\n", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("BANK-02", "bank.json: no entry for BANK-01")]
    [InlineData("BANK-01\": null, \"BANK-03", "bank.json: no defect is called BANK-03")]
    [InlineData("BANK-01\": 1, \"BANK-01", "bank.json: notes on defects cannot be read: ")]
    public void Notes_that_do_not_fit_the_catalogue_are_refused_before_any_work(string ids, string complaint)
    {
        _desk.Write("bank.json", Notes.Replace("ID", ids, StringComparison.Ordinal));
        var answer = Bank();
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.Contains(complaint, answer.Error, StringComparison.Ordinal);
        Assert.Empty(answer.Output);
    }

    [Fact]
    public void No_page_is_written_of_a_part_of_its_defects() =>
        Assert.Contains(
            "--pages writes whole pages", Bank("--defect", "BANK-01").Error, StringComparison.Ordinal);

    private Answer Bank(params string[] more) => Answer.To(
    [
        "museum", "--assembly", Desk.UsersAssembly, "--system", "bank", "--pages", _desk.Folder, "--out",
        _desk.PathOf("traces"), .. more,
    ]);

    private static string FirstDifference(string committed, string written) =>
        committed.Split('\n').Zip(written.Split('\n')).Where(pair => pair.First != pair.Second)
            .Select(pair => $"was: {pair.First}\nis:  {pair.Second}").FirstOrDefault() ?? "one is longer";
}
