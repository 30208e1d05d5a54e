using VfioActors.Architecture.Tests.Rules;
using VfioActors.Architecture.Tests.Sources;

namespace VfioActors.Architecture.Tests;

public sealed class TextTests
{
    private const string Path = "src/VfioActors.Vfio/A.cs";

    [Fact]
    public void Nothing_is_left_unfinished() =>
        Check.Each(
            [.. Repository.Sources.Where(file => file.Project != "VfioActors.Architecture.Tests")], TextRules.Finished);

    [Fact]
    public void Akka_is_named_only_where_it_runs() =>
        Check.Each(
            [.. Repository.Library.Where(file => !ProjectRules.AkkaMayBeNamedIn.Contains(file.Project))],
            TextRules.NoAkka);

    [Fact]
    public void A_suppression_has_its_reason() => Check.Each(Repository.Sources, TextRules.SuppressionsHaveReasons);

    [Fact]
    public void Documentation_says_something() =>
        Check.Each(Repository.Delivered, TextRules.DocumentationSaysSomething);

    [Fact]
    public void Documentation_is_never_switched_off() =>
        Check.Each(Repository.Library, TextRules.DocumentationIsNotSuppressed);

    [Fact]
    public void A_severity_switched_off_has_its_reason() =>
        Check.None(EditorConfigRules.SeveritiesHaveReasons(".editorconfig", Repository.Read(".editorconfig")));

    [Theory]
    [InlineData("// TODO: later", "1: 'TODO'")]
    [InlineData("throw new NotImplementedException();", "1: 'NotImplementedException'")]
    [InlineData("// Simplified, for\n// one page. For now.", "1: 'Simplified' 2: 'For now'")]
    [InlineData("var a = \"a placeholder\"; // HACK", "1: 'placeholder' 1: 'HACK'")]
    [InlineData("// FIXME XXX", "1: 'FIXME' 1: 'XXX'")]
    [InlineData("// the hack of a todo; for nowhere", "")]
    public void Unfinished_work_is_found(string text, string expected) =>
        Assert.Equal(
            expected,
            string.Join(' ', TextRules.Finished(new(Path, text)).Select(found => $"{found.Line}: {found.What}")));

    [Theory]
    [InlineData("using Akka.Actor;", true)]
    [InlineData("class A { object B = \"Akka\"; }", true)]
    [InlineData("class AkkaClock;", true)]
    [InlineData("/// <summary>As Akka does.</summary>\nclass A { /* Akka */ } // Akka", false)]
    public void Akka_is_found_outside_comments(string text, bool found) =>
        Check.Snippet(TextRules.NoAkka, Path, text, found ? ["1: names Akka"] : []);

    [Theory]
    [InlineData("#pragma warning disable CA1032", "1: a suppression without its reason")]
    [InlineData("#pragma warning disable CA1032 //", "1: a suppression without its reason")]
    [InlineData("#pragma warning disable // Because.", "1: suppresses every warning")]
    [InlineData("#pragma warning disable CA1032 // A promise is always named.", null)]
    [InlineData("#pragma warning restore CA1032", null)]
    [InlineData("#nullable disable", "1: a suppression without its reason")]
    [InlineData("[SuppressMessage(\"Naming\", \"CA1710\")] class A;", "1: a suppression without its reason")]
    [InlineData(
        "[SuppressMessage(\"Naming\", \"CA1710\", Justification = \"\")] class A;",
        "1: a suppression without its reason")]
    [InlineData("[SuppressMessage(\"Naming\", \"CA1710\", Justification = \"It says what it is.\")] class A;", null)]
    public void A_suppression_without_reason_is_found(string text, string? expected) =>
        Check.Snippet(TextRules.SuppressionsHaveReasons, Path, text, expected is null ? [] : [expected]);

    [Theory]
    [InlineData("/// <summary></summary>\nclass A;", "1: an empty <summary>")]
    [InlineData("/// <summary>\n///\n/// </summary>\nclass A;", "1: an empty <summary>")]
    [InlineData("/// <summary>A.</summary>\n/// <param name=\"b\"></param>\nclass A(int b);", "2: an empty <param>")]
    [InlineData("/// <summary><see cref=\"B\"/></summary>\nclass A;", null)]
    public void Documentation_that_says_nothing_is_found(string text, string? expected) =>
        Check.Snippet(TextRules.DocumentationSaysSomething, Path, text, expected is null ? [] : [expected]);

    [Fact]
    public void Documentation_switched_off_is_found() =>
        Check.Snippet(
            TextRules.DocumentationIsNotSuppressed,
            Path,
            "\n#pragma warning disable CS1591 // Why not.",
            "2: CS1591 is switched off");

    [Theory]
    [InlineData("[*.cs]\ndotnet_diagnostic.CA1000.severity = none", 2)]
    [InlineData("# Because.\ndotnet_diagnostic.CA1000.severity = none", 0)]
    [InlineData("dotnet_diagnostic.CA1000.severity = warning", 0)]
    public void A_severity_without_reason_is_found(string text, int line) =>
        Assert.Equal(line, EditorConfigRules.SeveritiesHaveReasons("x", text).Sum(offence => offence.Line));
}
