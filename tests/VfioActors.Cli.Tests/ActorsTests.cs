using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using VfioActors.Cli.Terminals;
using VfioActors.Cli.Tests.Actors;

namespace VfioActors.Cli.Tests;

/// <summary>Real actors of a user, whose folder brings an Akka.dll of its own.</summary>
public sealed class ActorsTests : IDisposable
{
    private readonly Desk _desk = new();

    [Fact]
    public void The_race_is_found_whatever_Akka_lies_beside_the_assembly()
    {
        var answer = Explored("actors-race", "--strategy", "dpor", "--json", "--out", _desk.Folder);
        Assert.Equal(ExitCode.Broken, answer.Code);
        Assert.Equal("", answer.Error);
        var found = answer.Document;
        Assert.Equal("broken", found.GetProperty("verdict").GetString());
        Assert.True(found.GetProperty("deliveries").GetInt64() > 0);
        Assert.Equal(
            ["FirstIsFirst"],
            found.GetProperty("failures").EnumerateArray().Select(one => one.GetProperty("property").GetString()));
    }

    [Fact]
    public void What_actors_share_without_a_word_stands_in_the_verdict_and_what_happened_beside_it()
    {
        var answer = Explored("actors-sharing", "--strategy", "dpor", "--json");
        Assert.Equal(ExitCode.Held, answer.Code);
        Assert.Equal("", answer.Error);
        var found = answer.Document;
        Assert.Equal("held", found.GetProperty("verdict").GetString());
        Assert.Equal(
            "what actors share beside messages (List<String> of first and second), where they do not say so by "
                + "Stage.Touches",
            found.GetProperty("modulo").GetString());
        Assert.Equal(
            ["failures", "restarts", "unhandled messages", "dead letters"],
            found.GetProperty("tallies").EnumerateArray().Select(one => one.GetProperty("name").GetString()));

        var page = string.Join(' ', Explored("actors-sharing", "--strategy", "dpor").Output.Split(
            [' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("verdict held modulo what actors share beside messages", page, StringComparison.Ordinal);
        Assert.Contains(
            "met 0 failures, 0 restarts, 0 unhandled messages, 0 dead letters", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_order_holds_but_for_what_comes_in_the_midst_of_a_step()
    {
        var found = Explored("actors-sharing", "--strategy", "dfs", "--json").Document;
        Assert.Equal("held", found.GetProperty("verdict").GetString());
        Assert.Equal(
            "what others do in the midst of a step that uses what they share (List<String> of first and second)",
            found.GetProperty("modulo").GetString());
    }

    [Fact]
    public void States_of_actors_are_not_merged()
    {
        var answer = Explored("actors-sharing", "--strategy", "stateful");
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.Contains("what the actors of actors-sharing remember cannot be seen", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_Begin_throws_is_said_with_its_place()
    {
        var answer = Explored("actors-unbegun");
        Assert.NotEqual(ExitCode.Held, answer.Code);
        Assert.Contains("FormatException: no number", answer.Error, StringComparison.Ordinal);
        Assert.Contains("ActorsUnbegunScenario.Begin", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_assembly_built_with_another_major_version_of_Akka_is_refused_in_a_line()
    {
        var answer = Answer.To("explore", "anything", "--assembly", BuiltWith("Akka", new(2, 0, 0, 0)));
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.Contains("is built with Akka 2.0.0.0, and this program has 1.5.", answer.Error, StringComparison.Ordinal);
        Assert.Single(answer.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    public void Dispose() => _desk.Dispose();

    private Answer Explored(string scenario, params string[] more)
    {
        var folder = Directory.CreateDirectory(_desk.PathOf("users")).FullName;
        var users = typeof(ActorsRaceScenario).Assembly.Location;
        foreach (var file in new[] { users, Path.Combine(Path.GetDirectoryName(users)!, "Akka.dll") })
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        }

        return Answer.To(["explore", scenario, "--assembly", Path.Combine(folder, Path.GetFileName(users)), .. more]);
    }

    /// <summary>An assembly with nothing in it but that it was built with another.</summary>
    private string BuiltWith(string other, Version version)
    {
        MetadataBuilder metadata = new();
        metadata.AddModule(0, metadata.GetOrAddString("old.dll"), metadata.GetOrAddGuid(Guid.Empty), default, default);
        metadata.AddAssembly(metadata.GetOrAddString("old"), new(1, 0, 0, 0), default, default, default,
            AssemblyHashAlgorithm.None);
        metadata.AddTypeDefinition(default, default, metadata.GetOrAddString("<Module>"), default,
            MetadataTokens.FieldDefinitionHandle(1), MetadataTokens.MethodDefinitionHandle(1));
        metadata.AddAssemblyReference(metadata.GetOrAddString(other), version, default, default, default, default);
        ManagedPEBuilder file = new(PEHeaderBuilder.CreateLibraryHeader(), new(metadata), new());
        BlobBuilder image = new();
        file.Serialize(image);
        File.WriteAllBytes(_desk.PathOf("old.dll"), image.ToArray());
        return _desk.PathOf("old.dll");
    }
}
