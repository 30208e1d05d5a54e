using VfioActors.Architecture.Tests.Rules;
using VfioActors.Architecture.Tests.Sources;

namespace VfioActors.Architecture.Tests;

public sealed class SizeTests
{
    private const string Path = "src/VfioActors.Vfio/A.cs";

    [Fact]
    public void A_file_is_not_too_long() => Check.Each(Repository.Delivered, SizeRules.Files);

    [Fact]
    public void Half_of_the_files_fit_on_a_screen() =>
        Assert.InRange(
            SizeRules.Median(Repository.Delivered.Select(file => file.Lines.Count)), 1, SizeRules.FileLinesMedianMax);

    [Fact]
    public void A_method_is_not_too_long() => Check.Each(Repository.Delivered, SizeRules.Methods);

    [Fact]
    public void Half_of_the_methods_are_short() =>
        Assert.InRange(
            SizeRules.Median(Repository.Delivered.SelectMany(SizeRules.MethodLines)),
            1,
            SizeRules.MethodLinesMedianMax);

    [Fact]
    public void A_method_is_not_too_deep() => Check.Each(Repository.Delivered, SizeRules.Nesting);

    [Fact]
    public void A_method_is_not_given_too_much() => Check.Each(Repository.Delivered, SizeRules.Parameters);

    [Fact]
    public void A_line_is_not_too_wide() => Check.Each(Repository.Delivered, SizeRules.Columns);

    [Fact]
    public void A_long_file_is_found()
    {
        Check.Snippet(SizeRules.Files, Path, new('\n', 399));
        Check.Snippet(SizeRules.Files, Path, string.Concat(Enumerable.Repeat("//\n", 400)));
        Check.Snippet(SizeRules.Files, Path, string.Concat(Enumerable.Repeat("//\n", 401)), "401: 401 lines");
    }

    [Fact]
    public void A_wide_line_is_found()
    {
        Check.Snippet(SizeRules.Columns, Path, $"\n{new string('/', 120)}\n");
        Check.Snippet(SizeRules.Columns, Path, $"\n{new string('/', 121)}\n", "2: 121 columns");
    }

    [Theory]
    [InlineData("class A {{\n/// <summary>Long.</summary>\n[B]\nvoid C() {{ {0} }} }}", 4)]
    [InlineData("class A {{\n int C {{ get {{ {0} return 1; }} }} }}", 2)]
    [InlineData("class A {{ void D()\n {{\n void C() {{ {0} }} }} }}", 1)]
    [InlineData("using System;\n{0}return 1;", 2)]
    public void A_long_method_is_found(string text, int line)
    {
        static string Filled(string text, int lines) =>
            string.Format(
                System.Globalization.CultureInfo.InvariantCulture,
                text,
                string.Concat(Enumerable.Repeat("F();\n", lines)));
        Check.Snippet(SizeRules.Methods, Path, Filled(text, 40));
        Assert.Equal(line, Assert.Single(SizeRules.Methods(new(Path, Filled(text, 50))).Take(1)).Line);
    }

    [Theory]
    [InlineData("while (a) { if (b) { foreach (var c in d) { F(); } } }", false)]
    [InlineData("while (a) { if (b) { foreach (var c in d) { if (c) { F(); } } } }", true)]
    [InlineData("while (a) { switch (b) { case 1: { if (c) { F(); } break; } } }", false)]
    [InlineData("while (a) { switch (b) { case 1: if (c) { if (d) { F(); } } break; } }", true)]
    [InlineData("if (a) { } else if (b) { } else if (c) { } else if (d) { } else if (e) { F(); }", false)]
    [InlineData("if (a) { if (b) { G(() => { if (c) { F(); } }); } }", true)]
    [InlineData("if (a) { if (b) { if (c) { void G() { if (d) { F(); } } } } }", false)]
    public void A_deep_method_is_found(string body, bool found)
    {
        Check.Snippet(
            SizeRules.Nesting, Path, $"class A {{ void B() {{ {body} }} }}", found ? ["1: nested deeper than 3"] : []);
        Check.Snippet(
            SizeRules.Nesting,
            Path,
            $"class A {{ int B {{ get {{ {body} }} }} }}",
            found ? ["1: nested deeper than 3"] : []);
        Check.Snippet(SizeRules.Nesting, Path, body, found ? ["1: nested deeper than 3"] : []);
    }

    [Theory]
    [InlineData("class A { void B(int a, int b, int c, int d, int e) { } }", false)]
    [InlineData("class A { void B(int a, int b, int c, int d, int e, int f) { } }", true)]
    [InlineData("class A(int a, int b, int c, int d, int e, int f);", true)]
    [InlineData("delegate void A(int a, int b, int c, int d, int e, int f);", true)]
    [InlineData("class A { object B = (int a, int b, int c, int d, int e, int f) => 1; }", true)]
    [InlineData("class A { override void B(int a, int b, int c, int d, int e, int f) { } }", false)]
    [InlineData("class A { void C.B(int a, int b, int c, int d, int e, int f) { } }", false)]
    [InlineData("interface C { void B(int a, int b, int c, int d, int e, int f); }", true)]
    [InlineData("record A(int a, int b, int c, int d, int e, int f);", false)]
    [InlineData("record struct A(int a, int b, int c, int d, int e, int f);", false)]
    public void Too_many_parameters_are_found(string text, bool found) =>
        Check.Snippet(SizeRules.Parameters, Path, text, found ? ["1: 6 parameters"] : []);

    [Fact]
    public void The_median_is_the_middle_one()
    {
        Assert.Equal(0, SizeRules.Median([]));
        Assert.Equal(3, SizeRules.Median([9, 1, 3]));
        Assert.Equal(3, SizeRules.Median([9, 1, 3, 4]));
        Assert.Equal(
            [1, 3], SizeRules.MethodLines(new(Path, "class A { void B() { }\n int C() =>\n  1 +\n  2; void D(); }")));
    }
}
