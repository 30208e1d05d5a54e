using VfioActors.Architecture.Tests.Rules;
using VfioActors.Architecture.Tests.Sources;

namespace VfioActors.Architecture.Tests;

public sealed class FolderTests
{
    [Fact]
    public void A_folder_can_be_looked_through() => Check.None(FolderRules.Sizes(Repository.Sources));

    [Fact]
    public void No_folders_of_a_project_refer_to_each_other_in_a_circle() =>
        Check.None(FolderRules.Circles(Repository.Sources));

    [Fact]
    public void A_folder_that_is_too_full_is_found()
    {
        IEnumerable<SourceFile> Files(int count) =>
            Enumerable.Range(0, count).Select(number => new SourceFile($"src/P/Pins/A{number}.cs", ""));
        Assert.Empty(FolderRules.Sizes(Files(25)));
        Assert.Equal("src/P/Pins:0: 26 files, and at most 25 are looked through", Only(FolderRules.Sizes(Files(26))));
    }

    [Theory]
    [InlineData("using P.Pins;\nnamespace P.Maps;\nclass Map { Pin? Pin; }")]
    [InlineData("namespace P.Maps;\nclass Map { Pins.Pin? Pin; }")]
    [InlineData("using P.Pins;\nnamespace P.Maps;\n/// <see cref=\"Pin\"/>\nclass Map;")]
    public void A_circle_of_two_is_found_however_it_is_written(string map)
    {
        var pin = new SourceFile("src/P/Pins/Pin.cs", "using P.Maps;\nnamespace P.Pins;\nclass Pin { Map? Map; }");
        Assert.Equal(
            [
                "src/P/Maps:0: refers to src/P/Pins, which refers back (Pin)",
                "src/P/Pins:0: refers to src/P/Maps, which refers back (Map)",
            ],
            FolderRules.Circles([pin, new("src/P/Maps/Map.cs", map)]).Select(offence => $"{offence}"));
    }

    [Fact]
    public void A_circle_by_way_of_the_folder_above_is_found()
    {
        var circle = FolderRules.Circles(
        [
            new("src/P/A.cs", "using P.Pins;\nnamespace P;\nclass A { Pin? Pin; }"),
            new("src/P/Pins/Pin.cs", "using P.Maps;\nnamespace P.Pins;\nclass Pin { Map? Map; }"),
            new("src/P/Maps/Map.cs", "namespace P.Maps;\nclass Map { A? A; }"),
        ]);
        Assert.Equal(3, circle.Count());
    }

    [Fact]
    public void One_way_is_no_circle_nor_is_another_project_or_a_member_of_the_name()
    {
        SourceFile pin = new("src/P/Pins/Pin.cs", "namespace P.Pins;\nclass Pin { int Map; }");
        Assert.Empty(FolderRules.Circles(
            [pin, new("src/P/Maps/Map.cs", "using P.Pins;\nnamespace P.Maps;\nclass Map { Pin? Pin; }")]));
        Assert.Empty(FolderRules.Circles(
        [
            new("src/P/Pins/Pin.cs", "using Q.Maps;\nnamespace P.Pins;\nclass Pin { Map? Map; }"),
            new("src/Q/Maps/Map.cs", "using P.Pins;\nnamespace Q.Maps;\nclass Map { Pin? Pin; }"),
        ]));
    }

    private static string Only(IEnumerable<Offence> offences) => $"{Assert.Single(offences)}";
}
