using VfioActors.Cli.Terminals;

namespace VfioActors.Cli.Tests;

public sealed class BadInputTests : IDisposable
{
    private readonly Desk _desk = new();

    public static TheoryData<string, string> Words => new()
    {
        {
            "",
            "a command is missing: list, check, new, explore, replay, minimize, show, museum, storm, node, conform, "
                + "judge, fuzz-region; see"
        },
        { "storm --operations 0", "--operations is '0', accepted is a whole number from 1 to 1000000000" },
        { "storm --clients 0", "--clients is '0', accepted is a whole number from 1 to 100000" },
        { "storm --faults 2", "--faults is '2', accepted is a share from 0 to 1, such as 0.01" },
        { "storm --mix al", "--mix has no 'al': did you mean 'all'? accepted: all," },
        { "storm --shape steadily", "--shape has no 'steadily':" },
        { "storm --defect AUX-99", "'storm' has no defect 'AUX-99'" },
        { "storm --defect AUX-30", "AUX-30 has no switch:" },
        { "storm --profile POSTD", "'storm' has no profile 'POSTD': did you mean 'POSTED'?" },
        { "storm --containers 33", "--containers is '33', accepted is a whole number from 0 to 32" },
        { "storm --defect T1-10", "T1-10 is about type1 containers, of which there are none: add --containers N" },
        { "storm --mix dmamap+pin", "nobody can do 'dmamap+pin' without containers: say how many, --containers 4" },
        { "storm --containers 1 --clients 65 --window 64", "with containers at most 4096 is accepted" },
        { "storm --nodes 0", "--nodes is '0', accepted is a whole number from 1 to 16" },
        { "storm --nodes three", "--nodes is 'three', accepted is a whole number from 1 to 16" },
        { "storm --nodes 3 --kill-node 3", "--kill-node is '3', accepted is a whole number from 0 to 2" },
        { "storm --nodes 1 --kill-node 0", "--kill-node leaves no other node of 1: at least 2 are needed" },
        { "storm --kill-node 1", "--kill-node is for one of several: say how many, --nodes 3" },
        { "storm --cut-node 1", "--cut-node is for one of several: say how many, --nodes 3" },
        { "storm --nodes 3 --kill-node 1 --cut-node 1", "--kill-node or --cut-node, not both" },
        { "storm --nodes 3 --after 100", "--after says when, but not what: add --kill-node 1 or --cut-node 1" },
        { "storm --nodes 2 --otlp http://localhost:4318", "--otlp tells what one process measures: it goes without" },
        { "storm --machines 65", "--machines is '65', accepted is a whole number from 1 to 64" },
        { "storm --record /", "/ is a directory, and a file is expected" },
        { "storm --html /", "/ is a directory, and a file is expected" },
        { "storm --record /no/such/folder/storm.vtrace", "its folder does not exist" },
        { "explore aux-script --param script=attack.0", "parameter 'script' is 'attack.0', accepted is clients" },
        { "explor", "no command 'explor': did you mean 'explore'?" },
        { "explore", "'explore' needs SCENARIO: what to explore; 'list scenarios' names them; see 'vfioactors" },
        { "explore aux-atach-detach", "no scenario 'aux-atach-detach': did you mean 'aux-attach-detach'?" },
        { "explore aux-atach", "no scenario 'aux-atach': did you mean 'aux-attach-detach'?" },
        { "explore aux-bind --defect AUX-9", "'aux-bind' has no defect 'AUX-9': did you mean 'AUX-09'?" },
        { "explore aux-bind --defect AUX-30", "AUX-30 has no switch: History: there is nothing to run." },
        { "explore aux-attach-detach --param device=3", "'device': did you mean 'devices'? accepted: devices, rounds" },
        { "explore aux-attach-detach --param devices=99", "parameter 'devices' is '99', accepted is 1..8" },
        { "explore aux-attach-detach --param devices", "--param is 'devices', accepted is NAME=VALUE" },
        { "explore aux-attach-detach --param devices=2 --param devices=3", "parameter 'devices' is set twice" },
        { "explore aux-one-owner --param variant=fast", "accepted is fixed|posted|cleared|locked" },
        { "explore aux-bind --profile POST", "'aux-bind' has no profile 'POST': did you mean 'POSTED'?" },
        { "explore aux-bind --strategy dpr", "no strategy 'dpr': did you mean 'dpor'? accepted: dpor, stateful" },
        { "explore aux-bind --delivery fifo", "no delivery model 'fifo': accepted: causal, pair, mailbox, bag" },
        { "explore aux-bind --runs 0", "--runs is '0', accepted is a whole number from 1" },
        { "explore aux-bind --runs", "--runs" },
        { "explore aux-bind --time -1", "--time is '-1', accepted are seconds above 0" },
        { "explore aux-bind --seed x", "--seed is 'x', accepted is a whole number of 64 bits" },
        { "explore aux-bind --seed 1 --seed 2", "--seed" },
        { "explore aux-bind --workers 1000", "--workers is '1000', accepted is a whole number from 1 to 256" },
        { "explore aux-bind --sead 1", "no option '--sead': did you mean '--seed'?" },
        { "explore aux-bind more", "'more' is one word too many" },
        { "explore aux-bind --out {file}", "is a file, and a folder for traces is expected" },
        { "explore aux-bind --assembly {missing}", "does not exist, and an assembly is expected" },
        { "explore aux-bind --assembly {folder}", "is a directory, and an assembly is expected" },
        { "explore aux-bind --assembly {file}", "is no assembly of .NET" },
        { "explore aux-bind --assembly {program}", "has no scenario: accepted are public classes that derive from" },
        { "list defcts", "no list 'defcts': did you mean 'defects'?" },
        { "list", "'list' needs KIND: scenarios|defects|properties" },
        { "list scenarios @response", "'@response' is one word too many" },
        { "show {missing}", "a file expected, nothing found" },
        { "show {folder}", "a file expected, a directory found" },
        { "show {file}", ":1: " },
        { "show {missing} --as latter", "no form 'latter': did you mean 'ladder'?" },
        { "replay {missing}", "a file expected, nothing found" },
        { "replay {missing} --host actor", "no host 'actor'" },
        { "replay {missing} --host word", "no host 'word': did you mean 'world'?" },
        { "minimize {folder}", "a file expected, a directory found" },
        { "museum --defect AUX-99", "no defect 'AUX-99': did you mean 'AUX-09'?" },
        { "museum --seed-system aus", "no system 'aus': did you mean 'aux'?" },
        { "conform", "'conform' needs FILE" },
        { "conform {missing}", "there is no such file" },
        { "conform {folder}", "is a directory, and a file is expected" },
        { "conform {file}", ":1: is not JSON" },
        { "judge --programs -1", "--programs is '-1', accepted is a whole number from 0" },
        { "judge --orders 0", "--orders is '0', accepted is a whole number from 1" },
        { "judge --delivery fifo", "no delivery model 'fifo': accepted: causal, pair, mailbox, bag" },
        { "judge --scenario aux-atach", "no scenario 'aux-atach': did you mean 'aux-attach-detach'?" },
        { "museum --time never", "--time is 'never', accepted are seconds above 0" },
    };

    public void Dispose() => _desk.Dispose();

    [Theory, MemberData(nameof(Words))]
    public void What_makes_no_sense_gets_one_line(string words, string complaint)
    {
        var file = _desk.Write("file", "no JSON");
        var filled = words.Replace("{file}", file, StringComparison.Ordinal)
            .Replace("{folder}", _desk.Folder, StringComparison.Ordinal)
            .Replace("{missing}", _desk.PathOf("missing"), StringComparison.Ordinal)
            .Replace("{program}", typeof(EntryPoint).Assembly.Location, StringComparison.Ordinal);
        var answer = Answer.To(filled.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.Empty(answer.Output);
        Assert.StartsWith("vfioactors: ", answer.Error, StringComparison.Ordinal);
        Assert.Contains(complaint, answer.Error, StringComparison.Ordinal);
        Assert.Equal(answer.Error.Length - Environment.NewLine.Length, answer.Error.IndexOf('\n'));
    }
}
