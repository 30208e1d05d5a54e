using VfioActors.Cli.Terminals;

namespace VfioActors.Cli.Tests;

/// <summary>
/// Bad input of each kind for each command: empty words, numbers that are nearly right, names that are nearly known,
/// files that are none, flags that do not go together. Each gets one line and a code, and nothing is written.
/// </summary>
public sealed class MoreBadInputTests : IDisposable
{
    private readonly Desk _desk = new();

    /// <summary>A tilde stands for a space within a word, two quotes for a word that is empty.</summary>
    public static TheoryData<string, string> Words => new()
    {
        // Empty words.
        { "list ''", "KIND is empty, accepted is scenarios|defects|properties" },
        { "list scenarios --assembly ''", "--assembly is empty, accepted is FILE" },
        { "list scenarios --assembly ~~", "--assembly is empty, accepted is FILE" },
        { "explore ''", "SCENARIO is empty" },
        { "explore aux-bind --assembly ''", "--assembly is empty, accepted is FILE" },
        { "explore aux-bind --out ''", "--out is empty, accepted is DIR" },
        { "explore aux-bind --defect ''", "--defect is empty, accepted is ID" },
        { "explore aux-bind --defect AUX-09 --defect ''", "--defect is empty, accepted is ID" },
        { "explore aux-bind --profile ''", "--profile is empty, accepted is NAME" },
        { "explore aux-bind --strategy ''", "--strategy is empty, accepted is NAME" },
        { "explore aux-bind --delivery ''", "--delivery is empty, accepted is MODEL" },
        { "explore aux-bind --runs ''", "--runs is empty, accepted is N" },
        { "explore aux-bind --time ''", "--time is empty, accepted is SECONDS" },
        { "explore aux-bind --seed ''", "--seed is empty, accepted is N" },
        { "explore aux-bind --workers ~", "--workers is empty, accepted is N" },
        { "explore aux-bind --param ''", "--param is empty, accepted is NAME=VALUE" },
        { "explore aux-bind --param =", "--param is '=', accepted is NAME=VALUE" },
        { "explore aux-attach-detach --param devices=", "parameter 'devices' is '', accepted is 1..8" },
        { "replay ''", "TRACE is empty" },
        { "replay {missing} --host ''", "--host is empty, accepted is world" },
        { "replay {missing} --assembly ''", "--assembly is empty, accepted is FILE" },
        { "minimize ''", "TRACE is empty" },
        { "minimize {missing} --out ''", "--out is empty, accepted is FILE" },
        { "show ''", "TRACE is empty" },
        { "show {missing} --out ''", "--out is empty, accepted is FILE" },
        { "show {missing} --as ''", "--as is empty, accepted is" },
        { "museum --out ''", "--out is empty, accepted is DIR" },
        { "museum --defect ''", "--defect is empty, accepted is ID" },
        { "museum --seed-system ''", "is empty, accepted is NAME" },
        { "museum --time ''", "--time is empty, accepted is SECONDS" },
        { "storm --record ''", "--record is empty, accepted is FILE" },
        { "storm --html ''", "--html is empty, accepted is FILE" },
        { "storm --out ~", "--out is empty, accepted is DIR" },
        { "storm --clients ''", "--clients is empty, accepted is N" },
        { "storm --mix ''", "--mix is empty, accepted is NAME" },
        { "conform ''", "FILE is empty" },
        { "conform {file} ''", "FILE is empty" },

        // Numbers that are nearly right.
        { "explore aux-attach-detach --param devices=~2", "parameter 'devices' is ' 2', accepted is 1..8" },
        { "explore aux-attach-detach --param devices=2~", "parameter 'devices' is '2 ', accepted is 1..8" },
        { "explore aux-attach-detach --param devices=+2", "parameter 'devices' is '+2', accepted is 1..8" },
        { "explore aux-attach-detach --param devices=02", "parameter 'devices' is '02', accepted is 1..8" },
        { "explore aux-attach-detach --param devices=-1", "parameter 'devices' is '-1', accepted is 1..8" },
        { "explore aux-attach-detach --param devices=2.0", "parameter 'devices' is '2.0', accepted is 1..8" },
        { "explore aux-attach-detach --param devices=1e0", "parameter 'devices' is '1e0', accepted is 1..8" },
        { "explore aux-attach-detach --param devices=0x2", "parameter 'devices' is '0x2', accepted is 1..8" },
        { "explore aux-attach-detach --param devices=99999999999", "is '99999999999', accepted is 1..8" },
        { "explore aux-attach-detach --param devices=two", "parameter 'devices' is 'two', accepted is 1..8" },
        { "explore aux-attach-detach --param devices=NaN", "parameter 'devices' is 'NaN', accepted is 1..8" },
        { "explore aux-attach-detach --param devices=٢", "parameter 'devices' is '٢', accepted is 1..8" },
        { "explore aux-bind --runs +5", "--runs is '+5', accepted is a whole number from 1" },
        { "explore aux-bind --runs ~5", "--runs is ' 5', accepted is a whole number from 1" },
        { "explore aux-bind --runs -5", "--runs is '-5', accepted is a whole number from 1" },
        {
            "explore aux-bind --runs 99999999999999999999",
            "--runs is '99999999999999999999', accepted is a whole number from 1 to 9223372036854775807"
        },
        { "explore aux-bind --runs 1.5", "--runs is '1.5', accepted is a whole number from 1" },
        { "explore aux-bind --runs 9223372036854775808", "--runs is '9223372036854775808', accepted is" },
        { "explore aux-bind --time NaN", "--time is 'NaN', accepted are seconds above 0" },
        { "explore aux-bind --time Infinity", "--time is 'Infinity', accepted are seconds above 0" },
        { "explore aux-bind --time 1e3", "--time is '1e3', accepted are seconds above 0" },
        { "explore aux-bind --time 0", "--time is '0', accepted are seconds above 0" },
        { "explore aux-bind --time 99999999999", "--time is '99999999999', accepted are seconds above 0" },
        { "explore aux-bind --time 1,5", "--time is '1,5', accepted are seconds above 0" },
        { "explore aux-bind --time ~1", "--time is ' 1', accepted are seconds above 0" },
        { "explore aux-bind --seed 1.0", "--seed is '1.0', accepted is a whole number of 64 bits" },
        { "explore aux-bind --seed +1", "--seed is '+1', accepted is a whole number of 64 bits" },
        { "explore aux-bind --seed -0", "--seed is '-0', accepted is a whole number of 64 bits" },
        { "explore aux-bind --seed 0x10", "--seed is '0x10', accepted is a whole number of 64 bits" },
        { "explore aux-bind --workers 0", "--workers is '0', accepted is a whole number from 1 to 256" },
        { "explore aux-bind --workers -2", "--workers is '-2', accepted is a whole number from 1 to 256" },
        { "explore aux-bind --time 10000001", "accepted are seconds above 0 and up to 10000000, such as 2.5" },
        { "check no-such.race", "no-such.race is not there" },
        { "check no-such/file.race", "no-such/file.race is not there" },
        { "museum --time -3", "--time is '-3', accepted are seconds above 0" },
        { "museum --time +3", "--time is '+3', accepted are seconds above 0" },
        { "storm --faults -0.1", "--faults is '-0.1', accepted is a share from 0 to 1" },
        { "storm --faults NaN", "--faults is 'NaN', accepted is a share from 0 to 1" },
        { "storm --faults 1.01", "--faults is '1.01', accepted is a share from 0 to 1" },
        { "storm --faults +0.5", "--faults is '+0.5', accepted is a share from 0 to 1" },
        { "storm --duration 0", "--duration is '0', accepted are seconds above 0" },
        { "storm --duration 10s", "--duration is '10s', accepted are seconds above 0" },
        { "storm --clients +8", "--clients is '+8', accepted is a whole number from 1 to 100000" },
        { "storm --clients 1000000", "--clients is '1000000', accepted is a whole number from 1 to 100000" },
        { "storm --window 0", "--window is '0', accepted is a whole number from 1" },
        { "storm --seed -1", "--seed is '-1', accepted is a whole number from 0" },

        // Names that are nearly known.
        { "list scenario", "no list 'scenario': did you mean 'scenarios'?" },
        { "list properties --asembly x", "no option '--asembly': did you mean '--assembly'?" },
        { "explore AUX-BIND", "no scenario 'AUX-BIND': did you mean 'aux-bind'?" },
        { "explore aux-bind --strategy DPOR", "no strategy 'DPOR': did you mean 'dpor'?" },
        { "explore aux-bind --delivery causally", "no delivery model 'causally': did you mean 'causal'?" },
        { "explore aux-bind --defect aux09", "'aux-bind' has no defect 'aux09': did you mean 'AUX-09'?" },
        { "explore aux-attach-detach --param Devices=2", "has no parameter 'Devices': did you mean 'devices'?" },
        { "show {missing} --as ladders", "no form 'ladders': did you mean 'ladder'?" },
        { "museum --defect AUX03", "no defect 'AUX03': did you mean 'AUX-03'?" },
        { "museum --system type2", "no system 'type2': did you mean 'type1'?" },
        { "museum --defect AUX-03 --system type1", "none of these defects is of the system 'type1'" },
        { "storm --mix dmamap+pi --containers 1", "--mix has no 'pi': did you mean 'pin'?" },
        { "storm --profile post", "'storm' has no profile 'post': did you mean 'POSTED'?" },
        { "storm --recrd x", "no option '--recrd': did you mean '--record'?" },
        { "conform --jsonl {file}", "no option '--jsonl': did you mean '--json'?" },
        { "explore aux-bind --out --jso", "no option '--jso': did you mean '--json'?" },
        { "show {missing} --out --as", "--out" },
        { "--jsn", "no option '--jsn': did you mean '--json'? accepted: --help, --version, --json; see" },
        { "minimise {file}", "no command 'minimise': did you mean 'minimize'?" },

        // Files that are none.
        { "list scenarios --assembly {missing}", "does not exist, and an assembly is expected" },
        { "list scenarios --assembly {plain.gz}", "is no assembly of .NET" },
        { "show {plain.gz}", "gzip data, as its name ends in .gz, expected, something else found" },
        { "replay {plain.gz}", "gzip data, as its name ends in .gz, expected, something else found" },
        { "minimize {plain.gz}", "gzip data, as its name ends in .gz, expected, something else found" },
        { "conform {plain.gz}", "is not gzip, which a name that ends in .gz stands for" },
        { "show {empty}", ":1: a header expected, an empty file found" },
        { "replay {empty}", ":1: a header expected, an empty file found" },
        { "minimize {empty}", ":1: a header expected, an empty file found" },
        { "conform {empty}", "is empty; a header is expected" },
        { "replay {folder}", "a file expected, a directory found" },
        { "replay {loop}", "a readable file expected" },
        { "show {missing}/x", "a file expected, nothing found" },
        { "conform {file}/x", "there is no such file" },
        { "show {trace} --out {trace}", "is a trace, which would be lost: choose another name, or remove it" },
        { "show {trace} --out {folder}", "is a directory, and a file is expected" },
        { "show {trace} --out {file}/x", "/x cannot be written: " },
        { "explore aux-bind --out {file}/x", "/x cannot be made: " },
        { "explore aux-bind --out {file}/x/y", "/file is a file" },
        { "check {missing} --out {file}/x", "/x cannot be made: " },
        { "museum --out {file}/x", "/x cannot be made: " },
        { "storm --out {file}/x", "/x cannot be made: " },
        { "explore aux-bind --checkpoint {file}/x", "/file is a file" },
        { "explore aux-bind --sarif {file}/x", "/file is a file" },
        { "explore aux-bind --junit {file}/x", "/file is a file" },
        { "museum --pages {missing}", "--pages: there is no folder " },
        { "minimize {trace} --assembly {users} --out {trace}", "is what is to be minimized: choose another name" },
        { "minimize {trace} --assembly {users} --out {missing}/x", "its folder does not exist" },
        { "replay {trace}", "no scenario 'bank-deposits'" },
        { "replay {trace} --assembly {file}", "is no assembly of .NET" },
        { "replay {trace} --host world --host akka", "--host" },
        { "explore aux-bind --out {trace}", "is a file, and a folder for traces is expected" },
        { "museum --out {file}", "is a file, and a folder for traces is expected" },
        { "storm --out {file}", "is a file, and a folder for traces is expected" },
        { "storm --html {trace}", "is a trace, which would be lost: choose another name, or remove it" },
        { "storm --record {trace}", "is a trace, which would be lost: choose another name, or remove it" },
        { "storm --record {missing} --html {missing}", "cannot be both the recording and the page" },
        { "storm --record {folder}/a --html {folder}/./a", "cannot be both the recording and the page" },
        { "storm --record {file}/x", "/file is a file" },
        { "storm --html {file}/x", "/file is a file" },
        { "minimize {trace} --assembly {users} --out {file}/x", "/file is a file" },
        { "storm --html {missing}/x", "its folder does not exist" },
    };

    public void Dispose() => _desk.Dispose();

    [Theory, MemberData(nameof(Words))]
    public void What_makes_no_sense_gets_one_line_and_writes_nothing(string words, string complaint)
    {
        _desk.Write("file", "no JSON");
        _desk.Write("plain.gz", "no gzip data");
        _desk.Write("empty");
        File.CreateSymbolicLink(_desk.PathOf("loop"), _desk.PathOf("loop"));
        var needsTrace = words.Contains("{trace}", StringComparison.Ordinal);
        if (needsTrace) { File.Move(_desk.BankTrace(), _desk.PathOf("trace")); }
        var before = Directory.GetFileSystemEntries(_desk.Folder).Order().ToList();
        var answer = Answer.To([.. words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Filled)]);
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.Empty(answer.Output);
        Assert.StartsWith("vfioactors: ", answer.Error, StringComparison.Ordinal);
        Assert.Contains(complaint, answer.Error, StringComparison.Ordinal);
        Assert.Equal(answer.Error.Length - Environment.NewLine.Length, answer.Error.IndexOf('\n'));
        Assert.Equal(before, Directory.GetFileSystemEntries(_desk.Folder).Order());
    }

    [Fact]
    public void There_are_a_hundred() => Assert.InRange(Words.Count, 100, 1000);

    private string Filled(string word)
    {
        string[] files = ["file", "plain.gz", "empty", "loop", "trace", "missing"];
        var filled = files.Aggregate(word == "''" ? "" : word.Replace('~', ' '), (text, name) =>
            text.Replace($"{{{name}}}", _desk.PathOf(name), StringComparison.Ordinal));
        return filled.Replace("{folder}", _desk.Folder, StringComparison.Ordinal)
            .Replace("{users}", Desk.UsersAssembly, StringComparison.Ordinal);
    }
}
