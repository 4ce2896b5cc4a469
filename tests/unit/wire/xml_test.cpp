#include <gtest/gtest.h>

#include "emulator/wire/xml_reader.h"
#include "emulator/wire/xml_writer.h"

namespace snowglobe::wire {
namespace {

struct Node {
  std::optional<std::string> text;
  std::vector<Node> nodes;
  std::optional<std::vector<std::string>> list;
  void describe(auto& field) {
    field("Text", text);
    field("Nodes", nodes).xml("N");
    field("List", list).xml("L");
  }
};

std::string refusal(std::string_view document) {
  try {
    read_xml(shape_of<Node>(), document);
  } catch (const AwsError& error) {
    return error.code;
  }
  return "was read";
}

std::string repeated(std::string_view text, int count) {
  std::string all;
  for (int i = 0; i < count; ++i) all += text;
  return all;
}

std::string nested(int depth) { return repeated("<N>", depth) + repeated("</N>", depth); }

TEST(Xml, Structures_are_read_as_deep_as_JSON_may_be_and_no_deeper) {
  EXPECT_EQ(refusal(nested(json_depth_max)), "was read");
  EXPECT_EQ(refusal(nested(json_depth_max + 1)), "MalformedXML");
}

// A million elements inside each other, of which the shape knows none.
TEST(Xml, Depth_that_nobody_asks_for_costs_no_stack) {
  const int depth = 1'000'000;
  EXPECT_EQ(refusal("<R>" + repeated("<a>", depth) + repeated("</a>", depth) + "</R>"), "was read");
}

TEST(Xml, A_document_that_is_too_long_is_refused_before_it_is_read) {
  EXPECT_EQ(refusal("<R>" + std::string(xml_bytes_max, ' ') + "</R>"), "MaxMessageLengthExceeded");
}

// Time must follow the number of elements, not its square.
TEST(Xml, A_flattened_list_may_be_long) {
  const int count = 200'000;
  const Json read = read_xml(shape_of<Node>(), "<R>" + repeated("<L>a</L>", count) + "</R>");
  EXPECT_EQ(read.at("List").size(), static_cast<std::size_t>(count));
}

TEST(Xml, What_is_cut_short_is_refused) {
  const std::string whole =
      "<?xml version=\"1.0\"?><R a=\"b\"><Text>a&amp;<![CDATA[b]]></Text></R>";
  EXPECT_EQ(refusal(whole), "was read");
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_EQ(refusal(whole.substr(0, size)), "MalformedXML") << size;
  }
}

TEST(Xml, Every_character_of_a_text_comes_back) {
  std::string all = " \t\n\r<>&\"']]>";
  all += "\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\xB9 ";
  Node node;
  node.text = all;
  XmlWriter xml;
  xml.element("R", shape_of<Node>(), write_shape(node));
  EXPECT_EQ(read_xml(shape_of<Node>(), xml.take()).at("Text"), all);
}

}  // namespace
}  // namespace snowglobe::wire
