using VfioActors.Cli.Terminals;

namespace VfioActors.Cli.Tests;

/// <summary>The commands that are printed begin with what the tool was started by, from where it was.</summary>
public sealed class InvocationTests : IDisposable
{
    private readonly Desk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Theory]
    [InlineData("dotnet run -c Release --project tools/VfioActors.Cli --", "dotnet run -c Release --project tools/VfioActors.Cli --")]
    [InlineData("dotnet run", "dotnet run --")]
    [InlineData("/opt/dotnet/dotnet run --no-build", "/opt/dotnet/dotnet run --no-build --")]
    [InlineData("dotnet vfioactors", "dotnet vfioactors")]
    [InlineData("dotnet tool run vfioactors", "dotnet tool run vfioactors")]
    [InlineData("dotnet tool run other", null)]
    [InlineData("bash run", null)]
    [InlineData("dotnet exec", null)]
    public void Dotnet_run_is_said_as_it_was(string parent, string? expected)
    {
        string[] words = ["explore", "a scenario"];
        Assert.Equal(expected, Invocation.Run([.. parent.Split(' '), .. words], words));
        Assert.Null(Invocation.Run([.. parent.Split(' '), "explore", "another"], words));
    }

    [Fact]
    public void A_tool_that_the_shell_finds_is_said_by_its_name_and_any_other_by_its_path()
    {
        var tool = _desk.Write("vfioactors");
        var path = $"/nowhere:{_desk.Folder}";
        Assert.Equal("vfioactors", Invocation.Of(tool, "x.dll", path, "/"));
        Assert.Equal(tool, Invocation.Of(tool, "x.dll", "/nowhere", "/usr/share/doc"));
        Assert.Equal("./vfioactors", Invocation.Of(tool, "x.dll", "/nowhere", _desk.Folder));
        Directory.CreateDirectory(_desk.PathOf("first"));
        _desk.Write("first/vfioactors");
        var shadowed = $"{_desk.PathOf("first")}:{_desk.Folder}";
        Assert.Equal("./vfioactors", Invocation.Of(tool, "x.dll", shadowed, _desk.Folder));
    }

    [Fact]
    public void An_assembly_that_dotnet_runs_is_said_with_it()
    {
        Assert.Equal("dotnet bin/vfioactors.dll", Invocation.Of("/usr/bin/dotnet", "/w/bin/vfioactors.dll", "", "/w"));
        Assert.Equal("dotnet '/a b/vfioactors.dll'", Invocation.Of("/usr/bin/dotnet", "/a b/vfioactors.dll", "", "/long/way/off"));
    }
}
