using VfioActors.Architecture.Tests.Rules;
using VfioActors.Architecture.Tests.Sources;

namespace VfioActors.Architecture.Tests;

public sealed class TypeTests
{
    private const string Path = "src/VfioActors.Vfio/Values/Iova.cs";

    [Fact]
    public void A_file_has_one_type_and_its_name() => Check.Each(Repository.Sources, TypeRules.OneAFile);

    [Fact]
    public void A_namespace_is_the_path_of_its_file() => Check.Each(Repository.Sources, TypeRules.NamespaceIsPath);

    [Fact]
    public void A_class_is_sealed_abstract_or_static() => Check.Each(Repository.Sources, TypeRules.Sealed);

    [Fact]
    public void A_name_says_something() => Check.Each(Repository.Sources, TypeRules.NamesSaySomething);

    [Fact]
    public void Nothing_is_partial_dynamic_or_in_a_region() => Check.Each(Repository.Sources, TypeRules.NoBannedWords);

    [Fact]
    public void Nothing_static_can_change() => Check.Each(Repository.Sources, TypeRules.NoMutableStatics);

    [Fact]
    public void Two_types_in_a_file_and_a_wrong_name_are_found()
    {
        Check.Snippet(
            TypeRules.OneAFile,
            Path,
            "namespace N;\nstruct Iova;\nenum Pfn;",
            "3: Pfn lies in Iova.cs",
            "3: Pfn is one more top-level type in the file");
        Check.Snippet(TypeRules.OneAFile, Path, "namespace N;\ndelegate void Pfn();", "2: Pfn lies in Iova.cs");
        Check.Snippet(TypeRules.OneAFile, Path, "namespace N;\nclass Iova<T> { class Inner; }");
        Check.Snippet(TypeRules.OneAFile, "tools/VfioActors.Cli/Program.cs", "using System;\nreturn 0;");
    }

    [Fact]
    public void A_wrong_namespace_is_found()
    {
        Check.Snippet(TypeRules.NamespaceIsPath, Path, "namespace VfioActors.Vfio.Values;\nstruct Iova;");
        Check.Snippet(
            TypeRules.NamespaceIsPath,
            Path,
            "namespace VfioActors.Vfio;",
            "1: namespace VfioActors.Vfio, not VfioActors.Vfio.Values");
        Check.Snippet(
            TypeRules.NamespaceIsPath, Path, "\nnamespace VfioActors.Vfio.Values { }", "2: a namespace in braces");
        Check.Snippet(TypeRules.NamespaceIsPath, Path, "struct Iova;", "1: Iova has no namespace");
        Check.Snippet(
            TypeRules.NamespaceIsPath,
            "src/P/Models/A.cs",
            "namespace P.Models;",
            "0: the folder Models names nothing of the field");
    }

    [Theory]
    [InlineData("class A;", true)]
    [InlineData("record A;", true)]
    [InlineData("abstract class B { record A : B; }", true)]
    [InlineData("sealed class A;", false)]
    [InlineData("static class A { extension(int n) { public int Pages => n; } }", false)]
    [InlineData("abstract record A { sealed record B : A; }", false)]
    [InlineData("record struct A; struct C; enum D; interface E;", false)]
    public void A_class_that_can_be_derived_from_is_found(string text, bool found) =>
        Check.Snippet(TypeRules.Sealed, Path, text, found ? ["1: A is neither sealed, abstract nor static"] : []);

    [Theory]
    [InlineData("class PinManager;", "1: PinManager: the word Manager names nothing")]
    [InlineData("enum DMAInfo;", "1: DMAInfo: the word Info names nothing")]
    [InlineData("class A { struct DataPage; }", "1: DataPage: the word Data names nothing")]
    [InlineData("class Database;", null)]
    [InlineData("class Informant { Context Data; }", null)]
    public void A_name_that_says_nothing_is_found(string text, string? expected) =>
        Check.Snippet(TypeRules.NamesSaySomething, Path, text, expected is null ? [] : [expected]);

    [Fact]
    public void Partial_dynamic_and_regions_are_found()
    {
        Check.Snippet(TypeRules.NoBannedWords, Path, "partial class A;", "1: partial");
        Check.Snippet(TypeRules.NoBannedWords, Path, "class A\n{\n    dynamic b; }", "3: dynamic");
        Check.Snippet(TypeRules.NoBannedWords, Path, "#region A\n#endregion", "1: #region");
        Check.Snippet(TypeRules.NoBannedWords, Path, "// partial, dynamic\nclass A { string B = \"#region\"; }");
    }

    [Theory]
    [InlineData("static int B;", true)]
    [InlineData("static int B { get; set; }", true)]
    [InlineData("static event Action B;", true)]
    [InlineData("[ThreadStatic] private static int B = 1;", true)]
    [InlineData("const int B = 1;", false)]
    [InlineData("static readonly int B = 1;", false)]
    [InlineData("static int B { get; } = 1;", false)]
    [InlineData("static int B => 1;", false)]
    [InlineData("int B; int C { get; set; }", false)]
    public void A_static_that_can_change_is_found(string member, bool found) =>
        Check.Snippet(
            TypeRules.NoMutableStatics, Path, $"class A {{ {member} }}", found ? ["1: static B can change"] : []);
}
