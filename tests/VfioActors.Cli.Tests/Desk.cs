using VfioActors.Cli.Terminals;
using VfioActors.Cli.Tests.Bank;

namespace VfioActors.Cli.Tests;

/// <summary>A folder for one test, and what tests put into it.</summary>
internal sealed class Desk : IDisposable
{
    /// <summary>The folder.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("vfioactors").FullName;

    /// <summary>This very assembly: a user's own scenarios are in it.</summary>
    public static string UsersAssembly => typeof(BankDepositsScenario).Assembly.Location;

    /// <summary>A file in the folder.</summary>
    public string PathOf(string name) => Path.Combine(Folder, name);

    /// <summary>Explores the bank with its bug.</summary>
    public Answer ExploreBank(params string[] more) => Answer.To(
        ["explore", "bank-deposits", "--assembly", UsersAssembly, "--defect", "BANK-01", "--out", Folder, .. more]);

    /// <summary>The trace of the bank's bug.</summary>
    public string BankTrace()
    {
        Assert.Equal(ExitCode.Broken, ExploreBank().Code);
        return Directory.GetFiles(Folder, "*.vtrace").Single();
    }

    /// <summary>A file with lines.</summary>
    public string Write(string name, params IEnumerable<string> lines)
    {
        File.WriteAllText(PathOf(name), string.Concat(lines.Select(line => line + "\n")));
        return PathOf(name);
    }

    /// <summary>Text that is the same on every machine: without times, and without where files are.</summary>
    public string Plain(string text) => TextWithoutTimes.Of(text
        .Replace(Invocation.Again, "vfioactors", StringComparison.Ordinal)
        .Replace(Folder, "FOLDER", StringComparison.Ordinal)
        .Replace(UsersAssembly, "Users.dll", StringComparison.Ordinal));

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
